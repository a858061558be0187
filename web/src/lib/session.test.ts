// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FromBrowser, ToBrowser } from "./messages";
import { cue, fault, person, rep, state, welcome } from "./samples";
import { Session } from "./session";

/** The browser's socket and peer connection, without a network. */
class Wire {
  static all: Wire[] = [];
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: FromBrowser[] = [];
  constructor() {
    Wire.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as FromBrowser);
  }
  close(): void {
    this.onclose = null;
  }
  hear(message: ToBrowser): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

interface Transceiver {
  kind: string;
  direction: string;
  sender: { track: unknown; replaceTrack: (track: unknown) => Promise<void>; getParameters: () => object };
  receiver: { track: { kind: string }; jitterBufferTarget: number | null };
  setCodecPreferences: () => void;
}

class Connection extends EventTarget {
  static all: Connection[] = [];
  transceivers: Transceiver[] = [];
  connectionState = "new";
  signalingState = "stable";
  iceGatheringState = "complete";
  localDescription: { sdp: string } | null = null;
  constructor() {
    super();
    Connection.all.push(this);
  }
  addTransceiver(kind: string, { direction }: { direction: string }): Transceiver {
    const sender = {
      track: null as unknown,
      replaceTrack: (track: unknown) => {
        sender.track = track;
        return Promise.resolve();
      },
      getParameters: () => ({ encodings: [] }),
    };
    const receiver = { track: { kind }, jitterBufferTarget: null };
    const made = { kind, direction, sender, receiver, setCodecPreferences: () => undefined };
    this.transceivers.push(made);
    return made;
  }
  createOffer(): Promise<{ sdp: string }> {
    return Promise.resolve({ sdp: "offer" });
  }
  setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description;
    this.signalingState = "have-local-offer";
    return Promise.resolve();
  }
  setRemoteDescription(): Promise<void> {
    this.signalingState = "stable";
    return Promise.resolve();
  }
  close(): void {
    this.become("closed");
  }
  become(connectionState: string): void {
    this.connectionState = connectionState;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}

class Stream {
  constructor(readonly tracks: { kind: string }[]) {}
  getTracks(): { kind: string }[] {
    return this.tracks;
  }
}

let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  [Wire.all, Connection.all] = [[], []];
  vi.stubGlobal("WebSocket", Wire);
  vi.stubGlobal("RTCPeerConnection", Connection);
  vi.stubGlobal("RTCRtpReceiver", { getCapabilities: () => null });
  vi.stubGlobal("MediaStream", Stream);
  session = new Session({ link: "abc", name: "Anna", language: "en", maxKbits: 600, voice: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wire = () => Wire.all.at(-1)!;
const peer = () => Connection.all.at(-1)!;
const settle = () => vi.advanceTimersByTimeAsync(1);
const sentOf = (type: FromBrowser["type"]) => wire().sent.filter((message) => message.type === type);

async function enter(): Promise<void> {
  session.call();
  session.start();
  wire().onopen?.();
  wire().hear(welcome({ slots: 2 }));
  await settle();
}

async function connect(): Promise<void> {
  wire().hear({ type: "answer", id: Connection.all.length, sdp: "answer" });
  await settle();
  peer().become("connected");
}

test("the offer: microphone, camera, then a pair for each other person", async () => {
  await enter();
  const lines = peer().transceivers.map(({ kind, direction }) => `${kind} ${direction}`);
  expect(lines).toEqual(["audio sendonly", "video sendonly", "audio recvonly", "video recvonly", "audio recvonly", "video recvonly"]);
  expect(sentOf("offer")).toEqual([{ type: "offer", id: 1, sdp: "offer" }]);
});

test("without a call there is no connection", async () => {
  session.start();
  wire().onopen?.();
  wire().hear(welcome());
  await settle();
  expect(Connection.all).toHaveLength(0);
  session.call();
  await settle();
  expect(sentOf("offer")).toHaveLength(1);
});

test("a camera that opens later needs no new offer", async () => {
  await enter();
  await connect();
  const track = { kind: "video" } as MediaStreamTrack;
  session.camera.video.value = track;
  await settle();
  expect(peer().transceivers[1]?.sender.track).toBe(track);
  expect(Connection.all).toHaveLength(1);
});

test("people are bound to the slots that carry them, the patient's picture is held back for its pose", async () => {
  await enter();
  await connect();
  wire().hear({ type: "participants", participants: [person({ id: 0 }), person({ id: 3, role: "patient" })] });
  wire().hear({ type: "slots", participants: [null, 3] });
  const [only] = session.received.value;
  expect(only?.person.role).toBe("patient");
  expect(peer().transceivers[5]?.receiver.jitterBufferTarget).toBe(120);
  expect(session.receiverOf(3)).toBe(peer().transceivers[5]?.receiver);
  const before = only?.stream;
  wire().hear({ type: "slots", participants: [null, 3] });
  expect(session.received.value[0]?.stream).toBe(before); // the same picture goes on without a flicker
});

test("a connection that fails is replaced", async () => {
  await enter();
  await connect();
  peer().become("failed");
  await settle();
  expect(Connection.all).toHaveLength(2);
  expect(sentOf("offer")).toHaveLength(2);
  expect(session.connected.value).toBe(false);
});

test("an answer to a connection that was given up meets no newer offer", async () => {
  await enter();
  peer().become("failed");
  await settle();
  wire().hear({ type: "answer", id: 1, sdp: "late" });
  await settle();
  expect(peer().signalingState).toBe("have-local-offer");
  await connect();
  expect(peer().signalingState).toBe("stable");
});

test("one that is only disconnected gets three seconds to heal", async () => {
  await enter();
  await connect();
  peer().become("disconnected");
  await vi.advanceTimersByTimeAsync(2000);
  peer().become("connected");
  await vi.advanceTimersByTimeAsync(5000);
  expect(Connection.all).toHaveLength(1);
});

test("a network that never lets one through is told after the second try", async () => {
  await enter();
  for (let tries = 0; tries < 2; tries += 1) {
    wire().hear({ type: "pong", n: 0 });
    await vi.advanceTimersByTimeAsync(5200);
    wire().hear({ type: "pong", n: 0 });
    await vi.advanceTimersByTimeAsync(5200);
    wire().hear({ type: "pong", n: 0 });
    await vi.advanceTimersByTimeAsync(5200);
  }
  expect(session.blocked.value).toBe(true);
  peer().become("connected");
  expect(session.blocked.value).toBe(false);
});

test("after a lost line the same page enters again with a new connection, and keeps what it had", async () => {
  await enter();
  await connect();
  wire().hear(rep());
  wire().onclose?.({ code: 1006 });
  expect(session.line.value).toBe("lost");
  await vi.advanceTimersByTimeAsync(50);
  wire().onopen?.();
  wire().hear(welcome({ slots: 2 }));
  await settle();
  expect(wire().sent.map(({ type }) => type)).toEqual(["hello", "camera_state", "offer"]);
  expect(session.view.value.reps).toHaveLength(1);
});

test("the end of the session closes the call", async () => {
  await enter();
  await connect();
  wire().hear(state({ stage: "ended" }));
  expect(peer().connectionState).toBe("closed");
  expect([session.connected.value, session.received.value]).toEqual([false, []]);
});

test("a pose reaches the drawing, the clock and the buffer", () => {
  session.start();
  const seen: number[] = [];
  session.onPose((frame) => seen.push(frame.t));
  const header = new DataView(new ArrayBuffer(12));
  header.setUint8(0, 1);
  header.setUint8(1, 4);
  header.setUint32(8, 2500, true);
  wire().onmessage?.({ data: header.buffer });
  expect(seen).toEqual([2.5]);
  expect([session.now.value, session.twoPeople.value, session.poses.newest?.t]).toEqual([2.5, true, 2.5]);
});

test("the trace begins anew with another exercise", () => {
  session.start();
  wire().hear(welcome());
  wire().hear(state());
  wire().hear({ type: "signal", side: "both", samples: [[1, 2]], progress: 0, phase: "out", quality: "measured", hold_s: null });
  expect(session.trace.newest).toBe(1);
  wire().hear(state({ exercise: "single_leg_stance" }));
  expect(session.trace.newest).toBeNull();
});

test("cues and findings are kept in the order they came", () => {
  session.start();
  wire().hear(welcome());
  [cue(), fault(), cue({ text: "Two." })].forEach((message) => {
    wire().hear(message);
  });
  expect(session.view.value.cues.map(({ text }) => text)).toEqual(["Stand a little taller.", "Two."]);
  expect(session.view.value.faults).toHaveLength(1);
});
