/** What the patient has to have at hand, exercise by exercise. */

import type { Planned, State } from "./messages";

/** Stages in which there is time to fetch something; not while the camera is looked for a place. */
const WAITS: ReadonlySet<State["stage"]> = new Set(["idle", "rest", "calibrating", "countdown"]);

const left = ({ done, sets }: Planned) => done < sets;

/** All that today's exercises need, each once. */
export function allToHave({ programme }: State): string[] {
  return [...new Set(programme.filter(left).flatMap(({ equipment }) => equipment))];
}

/** The exercise that comes, or is about to begin. */
function coming({ stage, programme, exercise, side }: State): Planned | undefined {
  const on = programme.findIndex((item) => item.exercise === exercise && item.side === side);
  const now = programme[on];
  if (now && (left(now) || stage !== "rest")) return now;
  return [...programme.slice(on + 1), ...programme.slice(0, Math.max(0, on))].find(left);
}

/** What to fetch now: before the first exercise that needs it, and once; not once the count-down runs. */
export function toHave(state: State): string[] {
  const next = coming(state);
  const begun = state.countdown !== null || (state.stage === "countdown" && state.reps > 0);
  if (!WAITS.has(state.stage) || begun || !next || next.done > 0) return [];
  const used = new Set(state.programme.filter(({ done }) => done > 0).flatMap(({ equipment }) => equipment));
  return next.equipment.filter((thing) => !used.has(thing));
}
