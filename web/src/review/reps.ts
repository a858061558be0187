/** What the page shows of repetitions and findings, from what the server said. Pure. */

import type { ReviewCorrection, ReviewFault, ReviewRep, ReviewSession, ReviewTrace } from "../lib/review";
import { begunBy } from "./span";

/** Seconds out to the turning point, held there, and back. */
export interface Tempo {
  out: number;
  hold: number;
  back: number;
}

/** Within this share of the movement's range from its peak it counts as held. */
const HELD = 0.1;

type Points = ReviewTrace["points"];

function during({ points }: ReviewTrace, from: number, to: number): Points {
  const times = points.map(([t]) => t);
  return points.slice(begunBy(times, from - 0.001), begunBy(times, to));
}

/** First and last of the points around the peak that are as good as at it. */
function plateau(part: Points, { peak, peak_t }: Pick<ReviewRep, "peak" | "peak_t">): [number, number] {
  const least = HELD * Math.abs(peak - (part[0]?.[1] ?? peak));
  const near = (index: number) => Math.abs((part[index]?.[1] ?? Infinity) - peak) <= least;
  let from = Math.max(0, begunBy(part.map(([t]) => t), peak_t) - 1);
  let to = from;
  while (near(from - 1)) from -= 1;
  while (near(to + 1)) to += 1;
  return [part[from]?.[0] ?? peak_t, part[to]?.[0] ?? peak_t];
}

/** Out, held and back from the signal around the repetition; without a signal only out and back are known. */
export function tempoOf(rep: Pick<ReviewRep, "start" | "peak_t" | "end" | "peak">, trace: ReviewTrace | null): Tempo {
  const part = trace ? during(trace, rep.start, rep.end) : [];
  if (part.length < 5) return { out: rep.peak_t - rep.start, hold: 0, back: rep.end - rep.peak_t };
  const [from, to] = plateau(part, rep);
  return { out: from - rep.start, hold: to - from, back: rep.end - to };
}

export function traceOf(traces: readonly ReviewTrace[], set: number, side: string): ReviewTrace | null {
  const ofSet = traces.filter((trace) => trace.set_number === set);
  return ofSet.find((trace) => trace.side === side) ?? ofSet.find((trace) => trace.side === "both") ?? ofSet[0] ?? null;
}

/** A line of the list: the head of a set, a repetition, or one that a person added. */
export type Row =
  | { kind: "set"; key: string; start: number; number: number }
  | { kind: "rep"; key: string; start: number; rep: ReviewRep }
  | { kind: "added"; key: string; start: number; correction: ReviewCorrection };

/** Everything in the order of time, each set under its head. */
export function rowsOf({ sets, reps, corrections }: Pick<ReviewSession, "sets" | "reps" | "corrections">): Row[] {
  return [...sets]
    .sort((a, b) => a.started - b.started)
    .flatMap((set): Row[] => {
      const own: Row[] = reps
        .filter((rep) => rep.set_number === set.number)
        .map((rep) => ({ kind: "rep", key: `r${rep.id}`, start: rep.start, rep }));
      const added: Row[] = corrections
        .filter((one) => one.kind === "rep_added" && !one.withdrawn && one.set_number === set.number)
        .map((correction) => ({ kind: "added", key: `c${correction.id}`, start: correction.t ?? set.ended, correction }));
      const head: Row = { kind: "set", key: `s${set.number}`, start: set.started, number: set.number };
      return [head, ...[...own, ...added].sort((a, b) => a.start - b.start)];
    });
}

/** The repetition at `t`; else the last one before it. */
export function repAt(reps: readonly ReviewRep[], starts: readonly number[], t: number): ReviewRep | null {
  return reps[begunBy(starts, t + 0.0005) - 1] ?? null;
}

/** The finding that A and D speak of: the chosen one, else the first in the repetition of now, else the last
 * that began. */
export function faultAt(faults: readonly ReviewFault[], chosen: number | null, rep: ReviewRep | null, t: number): ReviewFault | null {
  const named = (number: number | null | undefined) => faults.find((fault) => fault.number === number);
  const during = rep && t <= rep.end + 0.0005 ? rep.faults[0] : null;
  return named(chosen) ?? named(during) ?? faults.findLast(({ start }) => start <= t + 0.0005) ?? null;
}

/** The correction that made this no repetition, where there is one. */
export function rejectionOf(corrections: readonly ReviewCorrection[], rep: number): ReviewCorrection | null {
  return corrections.findLast((one) => one.kind === "rep_rejected" && one.rep_id === rep && !one.withdrawn) ?? null;
}

function reach(rep: ReviewRep, rest: number, target: number): number {
  return (rep.peak - rest) / (target - rest || 1);
}

/** The best measured repetition of the same exercise and side: no finding, nearest to the target from below or
 * beyond it; null where none was measured. */
export function bestOf(session: Pick<ReviewSession, "exercises" | "sets" | "reps">, like: ReviewRep): ReviewRep | null {
  const exerciseOf = (number: number) => session.sets.find((set) => set.number === number)?.exercise;
  const id = exerciseOf(like.set_number);
  const exercise = session.exercises.find((one) => one.id === id);
  if (!exercise) return null;
  const score = (rep: ReviewRep) => Math.min(1, reach(rep, exercise.rest_value, exercise.target_value)) - rep.faults.length;
  const fitting = session.reps.filter(
    (rep) => rep.complete && !rep.rejected && rep.quality === "measured" && rep.side === like.side && exerciseOf(rep.set_number) === id,
  );
  return fitting.reduce<ReviewRep | null>((best, rep) => (best && score(best) >= score(rep) ? best : rep), null);
}

/** The moment of `other` that corresponds to `t` in `rep`: as far out, or as far back. */
export function samePhase(rep: ReviewRep, other: ReviewRep, t: number): number {
  const out = t <= rep.peak_t;
  const [from, to] = out ? [rep.start, rep.peak_t] : [rep.peak_t, rep.end];
  const [a, b] = out ? [other.start, other.peak_t] : [other.peak_t, other.end];
  const share = Math.min(1, Math.max(0, (t - from) / (to - from || 1)));
  return a + share * (b - a);
}
