/** Keeps the drawn body on the picture it was seen in. */

import { FrameLedger } from "./ledger";
import type { PoseFrame } from "./landmarks";
import type { Fit, PoseBuffer, Sample } from "./poses";
import { drawBody, drawHand, handDots, toDots, type Dot, type Look } from "./skeleton";

/** After this many pictures without any fitting pose the timestamps are not the server's: draw the newest. */
const GIVE_UP = 45;
/** A drawing that nothing renews is wiped: there may be no picture under it any more. */
const WIPE_MS = 1200;
/** A pose older than this is not drawn on a picture without timestamp. */
const NEWEST_FOR_MS = 600;

export interface Drawn {
  /** Session seconds of the pose. */
  t: number;
  rtp: number;
  fit: Fit | "newest";
  points: Dot[];
}

export interface OverlayWish {
  video: HTMLVideoElement;
  canvas: HTMLCanvasElement;
  poses: PoseBuffer;
  look: () => Look;
  /** The RTP timestamp of a presented picture, and how far off (ticks) it may be; null where unknown. */
  stampOf: (metadata: VideoFrameCallbackMetadata) => { rtp: number; tolerance: number } | null;
}

export class Overlay {
  readonly ledger = new FrameLedger();
  drawn: Drawn | null = null;
  readonly #wish: OverlayWish;
  #running = true;
  #wipe: ReturnType<typeof setTimeout> | undefined;
  #handle = 0;
  #fruitless = 0;
  #arrivedAt = -Infinity;
  #current: { rtp: number; tolerance: number } | null = null;

  constructor(wish: OverlayWish) {
    this.#wish = wish;
    this.#ask();
  }

  close(): void {
    this.#running = false;
    clearTimeout(this.#wipe);
    if ("requestVideoFrameCallback" in this.#wish.video) this.#wish.video.cancelVideoFrameCallback(this.#handle);
  }

  /** What is on the screen at this moment; `width` is that of the drawing. */
  get shown(): { video: HTMLVideoElement; drawn: Drawn | null; width: number } {
    return { video: this.#wish.video, drawn: this.drawn, width: this.#wish.canvas.clientWidth };
  }

  /** Call for every pose, after it was put into the buffer. */
  arrived(frame: PoseFrame): void {
    this.#arrivedAt = performance.now();
    const onScreen = frame.points !== null && this.ledger.arrived(frame.rtp);
    if (onScreen || this.#newestOnly) this.redraw();
  }

  redraw(): void {
    this.#draw(this.#sample());
  }

  get #newestOnly(): boolean {
    return this.#current === null || this.#fruitless > GIVE_UP;
  }

  #ask(): void {
    const video = this.#wish.video;
    if (!this.#running || !("requestVideoFrameCallback" in video)) return;
    this.#handle = video.requestVideoFrameCallback((_now, metadata) => {
      this.#present(metadata);
      this.#ask();
    });
  }

  #present(metadata: VideoFrameCallbackMetadata): void {
    this.#current = this.#wish.stampOf(metadata);
    const sample = this.#sample();
    const exact = sample?.fit === "exact";
    this.#fruitless = sample && sample.fit !== "newest" ? 0 : this.#fruitless + 1;
    this.ledger.shown(exact ? sample.frame.rtp : (this.#current?.rtp ?? null), exact);
    this.#draw(sample);
  }

  #sample(): (Omit<Sample, "fit"> & { fit: Drawn["fit"] }) | null {
    const fitting = this.#current && this.#wish.poses.at(this.#current.rtp, this.#current.tolerance);
    if (fitting) return fitting;
    const newest = this.#wish.poses.newest;
    const young = performance.now() - this.#arrivedAt < NEWEST_FOR_MS;
    if (!this.#newestOnly || !young || !newest?.points) return null;
    return { frame: newest, points: newest.points, hands: newest.hands, fit: "newest" };
  }

  #draw(sample: (Omit<Sample, "fit"> & { fit: Drawn["fit"] }) | null): void {
    const { canvas } = this.#wish;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const context = canvas.getContext("2d");
    if (!context || width === 0) return;
    const ratio = Math.min(2, devicePixelRatio);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.drawn = null;
    clearTimeout(this.#wipe);
    if (!sample) return;
    this.#wipe = setTimeout(() => {
      this.#draw(null);
    }, WIPE_MS);
    const look = { ...this.#wish.look(), stale: sample.fit === "stale" };
    const points = toDots(sample.points, width, height, look.mirrored);
    drawBody(context, points, look, height);
    for (const hand of sample.hands) drawHand(context, handDots(hand, width, height, look.mirrored), look, height);
    this.drawn = { t: sample.frame.t, rtp: sample.frame.rtp, fit: sample.fit, points };
  }
}
