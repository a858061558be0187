/** Which part of a recording a moment lies in. Pure. */

import type { ReviewRecording } from "../lib/review";

type Part = Pick<ReviewRecording, "started_t" | "seconds" | "number">;

/** The part with this moment; where two overlap, the later. A part whose end is not known runs on to the next. */
export function partAt<P extends Part>(parts: readonly P[], t: number): P | null {
  const begun = parts.filter((part) => part.started_t <= t + 0.0005).sort((a, b) => a.started_t - b.started_t);
  return begun.findLast((part) => t < part.started_t + (part.seconds ?? Infinity)) ?? null;
}
