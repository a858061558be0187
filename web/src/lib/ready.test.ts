// @vitest-environment happy-dom
import { expect, test } from "vitest";

import type { Planned, State } from "./messages";
import { allToHave, toHave } from "./ready";

const planned = (exercise: string, done: number, ...equipment: string[]): Planned => ({ exercise, side: "both", sets: 2, reps: 8, hold_s: null, done, equipment });
const state = (more: Partial<State>): State => ({ stage: "idle", countdown: null, reps: 0, exercise: null, side: "both", ...more }) as State;
const PROGRAMME = [planned("stand", 0, "a chair"), planned("reach", 0, "a chair", "a cup"), planned("drink", 0, "a cup")];

test("before the session all that is needed, each once", () => {
  expect(allToHave(state({ programme: PROGRAMME }))).toEqual(["a chair", "a cup"]);
  expect(allToHave(state({ programme: [planned("stand", 2, "a chair"), planned("drink", 0, "a cup")] }))).toEqual(["a cup"]);
});

test("before the first exercise that needs it, in the rest before it, and not again", () => {
  const done = [planned("stand", 2, "a chair"), ...PROGRAMME.slice(1)];
  expect(toHave(state({ programme: PROGRAMME, stage: "countdown", exercise: "stand" }))).toEqual(["a chair"]);
  expect(toHave(state({ programme: PROGRAMME, stage: "check", exercise: "stand" }))).toEqual([]);
  expect(toHave(state({ programme: done, stage: "rest", exercise: "stand" }))).toEqual(["a cup"]);
  const used = [planned("stand", 2, "a chair"), planned("reach", 2, "a chair", "a cup"), PROGRAMME[2]!];
  expect(toHave(state({ programme: used, stage: "rest", exercise: "reach" }))).toEqual([]);
});

test("nothing once it goes on, nor between two sets of the same exercise", () => {
  expect(toHave(state({ programme: PROGRAMME, stage: "moving", exercise: "stand" }))).toEqual([]);
  expect(toHave(state({ programme: PROGRAMME, stage: "countdown", exercise: "stand", countdown: 3 }))).toEqual([]);
  expect(toHave(state({ programme: PROGRAMME, stage: "countdown", exercise: "stand", reps: 1 }))).toEqual([]);
  const begun = [planned("stand", 1, "a chair"), ...PROGRAMME.slice(1)];
  expect(toHave(state({ programme: begun, stage: "rest", exercise: "stand" }))).toEqual([]);
});
