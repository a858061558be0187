/** What the overlay should look like now, from what the server said. */

import type { ExerciseInfo, Fault, Signal } from "./messages";
import { PLAIN_LOOK, type Badge, type Look, type Tone } from "./skeleton";
import { exerciseOf, type SideName, type View } from "./state";
import { figure } from "./units";

/** A finding colours the limb for this long (session seconds) after it ended. */
const FINDING_S = 2;
const LEFT_JOINTS: Record<string, number> = { shoulder: 11, elbow: 13, wrist: 15, hip: 23, knee: 25, ankle: 27 };

function isLeft(landmark: number): boolean {
  return landmark % 2 === 1; // true of MediaPipe's order for every landmark below the face
}

function onSide(landmark: number, side: SideName): boolean {
  return side === "both" || isLeft(landmark) === (side === "left");
}

/** The exercised joints on these sides; nothing where the exercise names none that we know. */
export function jointsOf(joint: string, side: SideName): number[] {
  const left = LEFT_JOINTS[joint];
  if (left === undefined) return [];
  return [left, left + 1].filter((index) => onSide(index, side));
}

function finding(faults: Fault[], now: number | null): Fault | null {
  const last = faults.findLast((fault) => fault.level !== "note");
  return last && now !== null && now - last.end <= FINDING_S ? last : null;
}

const REACHED: ReadonlySet<string> = new Set(["peak", "hold"]);

/** Green only with evidence: the target reached, and measured. */
function evidence(newest: Signal | null): Tone {
  if (!newest || newest.quality === "not_assessable") return "unsure";
  const reached = (newest.progress ?? 0) >= 1 || REACHED.has(newest.phase);
  return reached && newest.quality === "measured" ? "in_range" : "plain";
}

const HALTED: ReadonlySet<string | undefined> = new Set(["paused", "stopped"]);

export function toneOf(view: View, newest: Signal | null, now: number | null): Tone {
  const stage = view.state?.stage;
  if (HALTED.has(stage) || view.state?.judging === false) return "unsure";
  if (stage !== "moving") return "plain";
  const found = finding(view.faults, now);
  if (!found) return evidence(newest);
  return found.level === "safety" ? "safety" : "coach";
}

/** `82°`, `≈ 82°` for an estimate, `–` for what cannot be assessed. */
export function reading(signal: Signal, unit: string): string {
  const value = signal.samples.at(-1)?.[1];
  if (value === undefined || signal.quality === "not_assessable") return "–";
  const text = figure(value, unit);
  return signal.quality === "estimate" ? `≈ ${text}` : text;
}

/** A value older than this (session seconds) is not shown any more. */
const FRESH_S = 1.5;

function fresh(view: View, now: number | null): Signal[] {
  const newest = (signal: Signal) => signal.samples.at(-1)?.[0] ?? -Infinity;
  return Object.values(view.signals)
    .filter((signal) => now === null || now - newest(signal) <= FRESH_S)
    .sort((a, b) => newest(b) - newest(a));
}

function badgesOf(signals: Signal[], exercise: ExerciseInfo, side: SideName): Badge[] {
  return signals.flatMap((signal) => {
    const shown = signal.side === "both" ? side : signal.side;
    const index = jointsOf(exercise.joint, shown).at(0);
    if (index === undefined) return [];
    return [{ index, text: reading(signal, exercise.unit), estimate: signal.quality !== "measured" }];
  });
}

/** `sure` and `now` come with the newest pose. */
export function lookOf(view: View, now: number | null, sure: boolean): Pick<Look, "limb" | "joints" | "tone" | "estimate" | "badges"> {
  const exercise = exerciseOf(view);
  const side = view.state?.side ?? "both";
  if (!exercise) return { ...PLAIN_LOOK, tone: sure ? "plain" : "unsure" };
  const signals = fresh(view, now);
  const newest = signals[0] ?? null;
  const moving = newest && newest.side !== "both" ? newest.side : side;
  return {
    limb: new Set(exercise.landmarks.filter((landmark) => onSide(landmark, side))),
    joints: jointsOf(exercise.joint, side === "both" ? moving : side),
    tone: sure ? toneOf(view, newest, now) : "unsure",
    estimate: newest?.quality === "estimate",
    badges: badgesOf(signals, exercise, side),
  };
}
