/** Finds the pose of a picture. Pure.
 *
 * A recording keeps exact milliseconds, so the pose of a picture is the one with its time (within 1 ms). A
 * picture between two judged ones has no pose of its own: the body is drawn between its neighbours, where
 * both are near and both are surely the patient, and is called `between`: never exact, pale while it stands.
 * Everywhere else nothing is drawn. */

import { decodePose, frameBytes, type PoseFrame } from "../lib/landmarks";
import { handsBetween } from "../lib/poses";
import { begunBy } from "./span";

const EMPTY_BYTES = 12;
const TOLERANCE_S = 0.0015; // 1 ms, and half for the rounding of a float
/** Neighbours further apart than this (5 judged pictures a second at rest) say nothing of what is between. */
const NEAR_S = 0.25;

export type Fit = "exact" | "between";

export interface Found {
  t: number;
  points: Float32Array;
  hands: Float32Array[];
  sure: boolean;
  fit: Fit;
}

/** The frames of one answer, which come one after another; a damaged end is left out. */
export function framesOf(buffer: ArrayBuffer): PoseFrame[] {
  const bytes = new Uint8Array(buffer);
  const frames: PoseFrame[] = [];
  for (let at = 0; at + EMPTY_BYTES <= bytes.length;) {
    const size = frameBytes(bytes[at + 1] ?? 0);
    const frame = decodePose(buffer.slice(at, at + size));
    if (!frame) break;
    frames.push(frame);
    at += size;
  }
  return frames;
}

function mixed(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((value, i) => (i % 4 === 3 ? Math.min(value, b[i] ?? 0) : value + ((b[i] ?? value) - value) * share));
}

/** Frames in the order of time. */
export class FrameList {
  readonly frames: readonly PoseFrame[];
  readonly #times: number[];

  constructor(frames: readonly PoseFrame[]) {
    this.frames = frames;
    this.#times = frames.map(({ t }) => t);
  }

  /** The body in the picture at `t` (session seconds); null where there is none to draw. */
  at(t: number): Found | null {
    const next = begunBy(this.#times, t + TOLERANCE_S);
    const before = this.frames[next - 1];
    if (before && Math.abs(before.t - t) <= TOLERANCE_S) {
      return before.points && { t: before.t, points: before.points, hands: before.hands, sure: before.sure, fit: "exact" };
    }
    const after = this.frames[next];
    return before && after ? between(before, after, t) : null;
  }

  /** The time of the frame `by` places from the one at `t`. */
  step(t: number, by: 1 | -1): number | null {
    const past = by > 0 ? begunBy(this.#times, t + TOLERANCE_S) : begunBy(this.#times, t - TOLERANCE_S) - 1;
    return this.#times[past] ?? null;
  }
}

function between(before: PoseFrame, after: PoseFrame, t: number): Found | null {
  const gap = after.t - before.t;
  if (!before.points || !after.points || gap > NEAR_S || !before.sure || !after.sure) return null;
  const share = (t - before.t) / gap;
  const points = mixed(before.points, after.points, share);
  return { t, points, hands: handsBetween(before, after, share), sure: true, fit: "between" };
}
