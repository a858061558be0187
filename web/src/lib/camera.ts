/** The participant's own camera and microphone: opened, switched, missed and found again. */

import { signal } from "@preact/signals";

export type DeviceState = "on" | "off" | "lost";
/** Why there is no picture; `en.ts` has a sentence for each. */
export type Problem = "insecure" | "denied" | "missing" | "busy";

const RETRY_MS = 2000;
/** A track that is mute this long has no camera behind it any more; shorter gaps are the system's. */
const MUTE_MS = 1500;

/** `resizeMode: none` keeps the camera's own picture: a browser that crops to our wish may crop the feet. */
const VIDEO: MediaTrackConstraints & { resizeMode: string } = {
  width: { ideal: 960 },
  height: { ideal: 540 },
  frameRate: { ideal: 30, max: 30 },
  resizeMode: "none",
};
const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export function problemOf(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "missing";
}

type Kind = "video" | "audio";

export class Camera {
  readonly video = signal<MediaStreamTrack | null>(null);
  readonly audio = signal<MediaStreamTrack | null>(null);
  readonly camera = signal<DeviceState>("off");
  readonly microphone = signal<DeviceState>("off");
  readonly problem = signal<Problem | null>(null);
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  constructor() {
    if ("mediaDevices" in navigator) {
      navigator.mediaDevices.addEventListener("devicechange", () => {
        if (this.#wanted && (!this.video.value || !this.audio.value)) void this.#fill();
      });
    }
  }

  /** Asks for both, and for each alone where both cannot be had. True when there is a picture. */
  async open(): Promise<boolean> {
    if (!("mediaDevices" in navigator)) {
      this.problem.value = "insecure";
      return false;
    }
    this.#wanted = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: VIDEO, audio: AUDIO });
      stream.getTracks().forEach((track) => {
        this.#take(track);
      });
    } catch {
      await this.#fill();
    }
    return this.video.value !== null;
  }

  toggle(kind: Kind): void {
    const track = this.#track(kind).value;
    if (!track) {
      void this.#fill();
      return;
    }
    track.enabled = !track.enabled;
    this.#state(kind).value = track.enabled ? "on" : "off";
  }

  close(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    for (const kind of ["video", "audio"] as const) {
      this.#track(kind).value?.stop();
      this.#track(kind).value = null;
    }
  }

  #track(kind: Kind) {
    return kind === "video" ? this.video : this.audio;
  }

  #state(kind: Kind) {
    return kind === "video" ? this.camera : this.microphone;
  }

  async #fill(): Promise<void> {
    if (!this.audio.value) await this.#one("audio", { audio: AUDIO });
    if (!this.video.value) await this.#one("video", { video: VIDEO });
  }

  async #one(kind: Kind, wish: MediaStreamConstraints): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wish);
      stream.getTracks().forEach((track) => {
        this.#take(track);
      });
    } catch (error) {
      if (kind === "video") this.problem.value = problemOf(error);
    }
  }

  #take(track: MediaStreamTrack): void {
    const kind: Kind = track.kind === "video" ? "video" : "audio";
    if (!this.#wanted || this.#track(kind).value) {
      track.stop();
      return;
    }
    if (kind === "video") track.contentHint = "motion"; // keep the frame rate, let sharpness go
    this.#watch(kind, track);
    this.#track(kind).value = track;
    this.#state(kind).value = "on";
    if (kind === "video") this.problem.value = null;
  }

  #watch(kind: Kind, track: MediaStreamTrack): void {
    let mute: ReturnType<typeof setTimeout> | undefined;
    const lost = () => {
      clearTimeout(mute);
      if (this.#track(kind).value !== track) return;
      track.stop();
      this.#track(kind).value = null;
      this.#state(kind).value = "lost";
      if (kind === "video") this.problem.value = "missing";
      this.#again();
    };
    track.addEventListener("ended", lost);
    track.addEventListener("mute", () => {
      mute = setTimeout(lost, MUTE_MS);
    });
    track.addEventListener("unmute", () => {
      clearTimeout(mute);
    });
  }

  #again(): void {
    clearTimeout(this.#retry);
    if (!this.#wanted || (this.video.value && this.audio.value)) return;
    this.#retry = setTimeout(() => {
      void this.#fill().then(() => {
        if (this.problem.value !== "denied") this.#again();
      });
    }, RETRY_MS);
  }
}
