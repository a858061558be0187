/** The session's clock: plays the patient's parts one after another with the other voices along; where there is
 * no picture (between parts, or none was recorded) time goes on by itself and the skeleton moves alone. */

import { signal, type Signal } from "@preact/signals";

import type { ReviewRecording } from "../lib/review";
import { partAt } from "./parts";

export const RATES = [0.1, 0.25, 0.5, 1, 1.5, 2, 4] as const;
/** Seeking exactly to a picture's time may land a microsecond before it. */
const INTO_S = 0.0005;
/** At most 60 pictures a second: going on by half the time between two, none is passed over. */
const HALF_S = 1 / 121;
const DRIFT_S = 0.12;
const PATIENCE_MS = 400;
/** A busy browser may show the wanted picture and tell of the one before: further off than this, it is asked again. */
const OFF_S = 0.1;
const TOLD_MS = 250;
const ASKED_AGAIN = 3;

interface Wish {
  duration: number;
  recordings: readonly ReviewRecording[];
  /** The time of the next pose, for stepping where there is no picture. */
  stepPose: (t: number, by: 1 | -1) => number | null;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class Player {
  readonly t: Signal<number> = signal(0);
  readonly playing = signal(false);
  readonly rate = signal<number>(1);
  /** The part whose picture is on screen. */
  readonly part = signal<ReviewRecording | null>(null);
  /** Session time of the picture on screen; null while there is none. */
  readonly shown = signal<number | null>(null);
  /** The picture could not be played; the rest of the page works. */
  readonly broken = signal(false);
  readonly duration: number;
  readonly #wish: Wish;
  readonly #pictures: readonly ReviewRecording[];
  #video: HTMLVideoElement | null = null;
  #voices = new Map<string, { element: HTMLAudioElement; part: ReviewRecording | null }>();
  #pending: number | null = null;
  #ticking = 0;
  #last = 0;
  #frame = 0;
  #stepping = false;
  #present: (() => void) | null = null;
  #again = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(wish: Wish) {
    this.#wish = wish;
    this.duration = wish.duration;
    this.#pictures = wish.recordings.filter((part) => part.role === "patient" && part.has_video && part.available);
    const others = wish.recordings.filter((part) => part.role !== "patient" && part.has_audio && part.available);
    for (const { role } of others) this.#voices.set(role, { element: new Audio(), part: null });
  }

  get hasPicture(): boolean {
    return this.#pictures.length > 0;
  }

  /** The element that shows the pictures; returns what takes it away. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video;
    const seeked = () => {
      this.#seeked();
    };
    const failed = () => {
      this.broken.value = video.hasAttribute("src");
    };
    video.addEventListener("seeked", seeked);
    video.addEventListener("loadedmetadata", seeked);
    video.addEventListener("error", failed);
    this.#listen();
    this.seek(this.t.peek());
    return () => {
      this.pause();
      video.removeEventListener("seeked", seeked);
      video.removeEventListener("loadedmetadata", seeked);
      video.removeEventListener("error", failed);
      video.cancelVideoFrameCallback(this.#frame);
      clearTimeout(this.#telling);
      video.removeAttribute("src");
      video.load();
      for (const { element } of this.#voices.values()) element.removeAttribute("src");
      this.#video = null;
    };
  }

  /** At once on the clock; the picture follows as fast as it can, always to the newest wish. */
  seek(t: number): void {
    this.t.value = Math.min(this.duration, Math.max(0, t));
    this.#pending = this.t.peek();
    this.#pump();
  }

  toggle(): void {
    if (this.playing.peek()) this.pause();
    else this.play();
  }

  play(): void {
    if (this.t.peek() >= this.duration - 0.01) this.seek(0);
    this.playing.value = true;
    this.#last = performance.now();
    this.#start();
    cancelAnimationFrame(this.#ticking);
    this.#ticking = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    this.playing.value = false;
    cancelAnimationFrame(this.#ticking);
    this.#video?.pause();
    for (const { element } of this.#voices.values()) element.pause();
  }

  setRate(rate: number): void {
    this.rate.value = rate;
    if (this.#video) this.#video.playbackRate = rate;
    for (const { element } of this.#voices.values()) element.playbackRate = rate;
  }

  /** To the next faster or slower speed. */
  shift(by: 1 | -1): void {
    const at = RATES.findIndex((rate) => rate === this.rate.peek());
    this.setRate(RATES[Math.min(RATES.length - 1, Math.max(0, at + by))] ?? 1);
  }

  /** One picture on or back; without pictures one pose. */
  async step(by: 1 | -1): Promise<void> {
    if (this.#stepping) return;
    this.pause();
    const from = this.shown.peek();
    if (from === null || !this.part.peek()) {
      const next = this.#wish.stepPose(this.t.peek(), by);
      if (next !== null) this.seek(next);
      return;
    }
    this.#stepping = true;
    try {
      await this.#stepFrom(from, by);
    } finally {
      this.#stepping = false;
    }
  }

  /**
   * On from the moment at which this picture was shown, not from its own time: browsers guess how long a picture stays,
   * and may still show the one before a while after its successor's time.
   */
  async #stepFrom(from: number, by: 1 | -1): Promise<void> {
    const since = this.#moment() ?? from;
    for (let tries = 1; tries <= 60; tries += 1) {
      const to = since + by * tries * HALF_S;
      if (to < 0 || to > this.duration) return;
      await this.#show(to);
      const shown = this.shown.peek();
      if (shown === null || (shown - from) * by > 0.0005) return;
    }
  }

  /** Session time at which the film stands; pictures begin before theirs. */
  #moment(): number | null {
    const [video, part] = [this.#video, this.part.peek()];
    return video && part ? part.started_t + video.currentTime - INTO_S : null;
  }

  /** Seeks, and waits until a picture is up. */
  async #show(t: number): Promise<void> {
    const presented = new Promise<void>((resolve) => {
      this.#present = resolve;
    });
    this.seek(t);
    await Promise.race([presented, pause(PATIENCE_MS)]);
    this.#present = null;
    if (this.shown.peek() !== null) this.t.value = this.shown.peek() ?? t;
  }

  #listen(): void {
    const video = this.#video;
    if (!video) return;
    this.#frame = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      const part = this.part.peek();
      this.shown.value = part ? part.started_t + mediaTime : null;
      this.#present?.();
      this.#listen();
    });
  }

  #seeked(): void {
    if (this.#pending !== null) this.#pump();
    else if (this.playing.peek()) this.#start();
    else {
      clearTimeout(this.#telling);
      this.#telling = setTimeout(() => {
        this.#makeTold();
      }, TOLD_MS);
    }
  }

  /** The same picture once more, where the browser has not told that it is up. */
  #makeTold(): void {
    const [video, part, shown] = [this.#video, this.part.peek(), this.shown.peek()];
    if (!video || !part || video.seeking || this.#pending !== null || this.playing.peek()) return;
    const off = shown === null ? Infinity : Math.abs(shown - part.started_t - video.currentTime);
    if (off <= OFF_S || this.#again >= ASKED_AGAIN) return;
    this.#again += 1;
    video.currentTime += 1e-5;
  }

  /** Brings the picture to the pending moment; one seek at a time. */
  #pump(): void {
    const t = this.#pending;
    const video = this.#video;
    if (t === null || !video) return;
    const part = partAt(this.#pictures, t);
    if (part !== this.part.peek()) this.#change(part, video);
    if (!part) {
      this.#pending = null;
      return;
    }
    if (video.readyState < HTMLMediaElement.HAVE_METADATA || video.seeking) return;
    this.#pending = null;
    this.#again = 0;
    video.currentTime = t - part.started_t + INTO_S;
    this.#hear(t, true);
  }

  #change(part: ReviewRecording | null, video: HTMLVideoElement): void {
    this.part.value = part;
    this.shown.value = null;
    this.broken.value = false;
    if (!part) {
      video.pause();
      return;
    }
    if (video.getAttribute("src") === part.url) return;
    video.src = part.url;
    video.playbackRate = video.defaultPlaybackRate = this.rate.peek();
  }

  #start(): void {
    const video = this.#video;
    if (!video || !this.part.peek() || !this.playing.peek() || video.seeking) return;
    video.playbackRate = this.rate.peek();
    void video.play().catch(() => undefined); // a seek or a pause came between
  }

  readonly #tick = (now: number): void => {
    if (!this.playing.peek()) return;
    const passed = Math.min(0.25, (now - this.#last) / 1000) * this.rate.peek();
    this.#last = now;
    this.#advance(passed);
    this.#hear(this.t.peek(), false);
    if (this.t.peek() >= this.duration) this.pause();
    else this.#ticking = requestAnimationFrame(this.#tick);
  };

  #advance(passed: number): void {
    const video = this.#video;
    const part = this.part.peek();
    if (video && part && !this.broken.peek() && !video.ended) {
      if (!this.#busy(video)) this.t.value = Math.min(this.duration, part.started_t + video.currentTime);
    } else this.#goOn(passed);
  }

  #busy(video: HTMLVideoElement): boolean {
    return video.seeking || this.#pending !== null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  /** Without a picture time goes on by itself, until a part begins. */
  #goOn(passed: number): void {
    const t = Math.min(this.duration, this.t.peek() + passed);
    const next = partAt(this.#pictures, t);
    if (next && next !== this.part.peek()) this.seek(t);
    else if (!next && this.part.peek() && this.#video) this.#change(null, this.#video);
    this.t.value = t;
  }

  /** The other voices of this moment, as near to it as the ear needs. */
  #hear(t: number, jumped: boolean): void {
    for (const [role, voice] of this.#voices) {
      const part = partAt(this.#wish.recordings.filter((one) => one.role === role && one.has_audio && one.available), t);
      if (part !== voice.part) {
        voice.part = part;
        if (part) voice.element.src = part.url;
        else voice.element.pause();
      }
      if (!part) continue;
      const at = t - part.started_t;
      if (jumped || Math.abs(voice.element.currentTime - at) > DRIFT_S * Math.max(1, this.rate.peek())) voice.element.currentTime = at;
      voice.element.playbackRate = this.rate.peek();
      if (this.playing.peek() && voice.element.paused) void voice.element.play().catch(() => undefined);
    }
  }
}
