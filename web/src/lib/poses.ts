/** The last seconds of poses, found again by the RTP timestamp of the picture they belong to. */

import type { PoseFrame } from "./landmarks";

const CLOCK = 90_000;
const KEEP = 8 * CLOCK;
const BRIDGE = 0.5 * CLOCK;
/** Seconds that the last pose is held as if it were this picture's. */
export const HOLD_S = 0.25;
const FADE = CLOCK;

/**
 * `exact`: seen in this very picture. `between`: interpolated. `held`: the last one seen before it, a
 * moment ago. `stale`: up to 1 s ago; the body may be elsewhere by now.
 */
export type Fit = "exact" | "between" | "held" | "stale";

export interface Sample {
  frame: PoseFrame;
  points: Float32Array;
  hands: Float32Array[];
  fit: Fit;
}

/** a − b on the 32-bit clock that wraps every 13 hours. */
export function ticksBetween(a: number, b: number): number {
  return (a - b) | 0;
}

function blend(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((value, i) => value + ((b[i] ?? value) - value) * share);
}

/** Hands of a picture between two; where one came or went, those before it. */
export function handsBetween(before: PoseFrame, after: PoseFrame, share: number): Float32Array[] {
  if (before.hands.length !== after.hands.length) return before.hands;
  return before.hands.map((hand, i) => blend(hand, after.hands[i] ?? hand, share));
}

export class PoseBuffer {
  #frames: PoseFrame[] = [];
  #hold: number;

  /** `hold` in seconds: longer where every pose comes after its picture, as on the patient's own page. */
  constructor(hold = HOLD_S) {
    this.#hold = hold * CLOCK;
  }

  /** Frames older than 8 s (of picture time) are dropped; one that comes late is put in its place. */
  push(frame: PoseFrame): void {
    const newest = this.newest;
    if (newest && Math.abs(ticksBetween(frame.rtp, newest.rtp)) > KEEP) this.#frames = []; // a new camera clock
    let at = this.#frames.length;
    while (at > 0 && ticksBetween(frame.rtp, this.#rtp(at - 1)) < 0) at -= 1;
    this.#frames.splice(at, 0, frame);
    while (this.#frames.length > 1 && ticksBetween(this.#rtp(this.#frames.length - 1), this.#rtp(0)) > KEEP) {
      this.#frames.shift();
    }
  }

  get newest(): PoseFrame | null {
    return this.#frames.at(-1) ?? null;
  }

  /**
   * The best pose for the picture with this timestamp; null where nothing honest can be drawn.
   * `tolerance` in ticks: how far off a timestamp may be that was estimated, not read.
   */
  at(rtp: number, tolerance = 0): Sample | null {
    const exact = this.#frames.find((frame) => Math.abs(ticksBetween(frame.rtp, rtp)) <= tolerance);
    if (exact) return exact.points && { frame: exact, points: exact.points, hands: exact.hands, fit: "exact" };
    const after = this.#after(rtp);
    const before = this.#frames[after - 1];
    if (!before?.points) return null;
    const age = ticksBetween(rtp, before.rtp);
    const next = this.#frames[after];
    const gap = next ? ticksBetween(next.rtp, before.rtp) : Infinity;
    if (next?.points && gap <= BRIDGE) {
      const [points, hands] = [blend(before.points, next.points, age / gap), handsBetween(before, next, age / gap)];
      return { frame: before, points, hands, fit: "between" };
    }
    const fit = age <= this.#hold ? "held" : "stale";
    return age <= FADE ? { frame: before, points: before.points, hands: before.hands, fit } : null;
  }

  /** The place of the first frame later than this. */
  #after(rtp: number): number {
    let after = this.#frames.length;
    while (after > 0 && ticksBetween(this.#rtp(after - 1), rtp) > 0) after -= 1;
    return after;
  }

  #rtp(index: number): number {
    return this.#frames[index]?.rtp ?? 0;
  }
}
