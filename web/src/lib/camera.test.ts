import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Camera } from "./camera";

class Track extends EventTarget {
  enabled = true;
  stopped = false;
  contentHint = "";
  constructor(readonly kind: "audio" | "video") {
    super();
  }
  stop(): void {
    this.stopped = true;
  }
}

/** What the browser would answer to each wish, newest first wish first. */
let devices: EventTarget & { getUserMedia: (wish: MediaStreamConstraints) => Promise<{ getTracks: () => Track[] }> };
let missing: Partial<Record<"audio" | "video", string>>;

function answer(wish: MediaStreamConstraints): Promise<{ getTracks: () => Track[] }> {
  const kinds = (["audio", "video"] as const).filter((kind) => wish[kind]);
  const lacking = kinds.find((kind) => missing[kind]);
  if (lacking) return Promise.reject(new DOMException("", missing[lacking]));
  const tracks = kinds.map((kind) => new Track(kind));
  return Promise.resolve({ getTracks: () => tracks });
}

beforeEach(() => {
  vi.useFakeTimers();
  missing = {};
  devices = Object.assign(new EventTarget(), { getUserMedia: answer });
  vi.stubGlobal("navigator", { mediaDevices: devices });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const videoOf = (camera: Camera) => camera.video.value as unknown as Track;

test("both at once", async () => {
  const camera = new Camera();
  expect(await camera.open()).toBe(true);
  expect([camera.camera.value, camera.microphone.value, camera.problem.value]).toEqual(["on", "on", null]);
});

test("without a microphone the camera alone", async () => {
  missing = { audio: "NotFoundError" };
  const camera = new Camera();
  expect(await camera.open()).toBe(true);
  expect([camera.camera.value, camera.microphone.value]).toEqual(["on", "off"]);
});

test.each([
  ["NotAllowedError", "denied"],
  ["NotReadableError", "busy"],
  ["NotFoundError", "missing"],
])("%s: %s, and the microphone all the same", async (name, problem) => {
  missing = { video: name };
  const camera = new Camera();
  expect(await camera.open()).toBe(false);
  expect([camera.problem.value, camera.microphone.value]).toEqual([problem, "on"]);
});

test("a page that is not secure has no camera, and says why", async () => {
  vi.stubGlobal("navigator", {});
  const camera = new Camera();
  expect(await camera.open()).toBe(false);
  expect(camera.problem.value).toBe("insecure");
});

test("an unplugged camera is lost, and found again by itself", async () => {
  const camera = new Camera();
  await camera.open();
  missing = { video: "NotFoundError" };
  videoOf(camera).dispatchEvent(new Event("ended"));
  expect([camera.camera.value, camera.video.value]).toEqual(["lost", null]);
  await vi.advanceTimersByTimeAsync(4500);
  expect(camera.camera.value).toBe("lost");
  missing = {};
  await vi.advanceTimersByTimeAsync(2500);
  expect([camera.camera.value, camera.problem.value]).toEqual(["on", null]);
});

test("plugging one in is noticed at once", async () => {
  missing = { video: "NotFoundError" };
  const camera = new Camera();
  await camera.open();
  missing = {};
  devices.dispatchEvent(new Event("devicechange"));
  await vi.advanceTimersByTimeAsync(1);
  expect(camera.camera.value).toBe("on");
});

test("a track that stays mute has no camera behind it, a short gap is nothing", async () => {
  const camera = new Camera();
  await camera.open();
  const track = videoOf(camera);
  track.dispatchEvent(new Event("mute"));
  await vi.advanceTimersByTimeAsync(1000);
  track.dispatchEvent(new Event("unmute"));
  await vi.advanceTimersByTimeAsync(3000);
  expect(camera.camera.value).toBe("on");
  track.dispatchEvent(new Event("mute"));
  await vi.advanceTimersByTimeAsync(1600);
  expect(track.stopped).toBe(true);
});

test("switching off and on keeps the track", async () => {
  const camera = new Camera();
  await camera.open();
  camera.toggle("video");
  expect([camera.camera.value, videoOf(camera).enabled]).toEqual(["off", false]);
  camera.toggle("video");
  expect([camera.camera.value, videoOf(camera).enabled]).toEqual(["on", true]);
});

test("closing stops everything and looks for nothing any more", async () => {
  const camera = new Camera();
  await camera.open();
  const track = videoOf(camera);
  camera.close();
  expect(track.stopped).toBe(true);
  devices.dispatchEvent(new Event("devicechange"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(camera.video.value).toBeNull();
});
