// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { fault, hold, rep, SIT_TO_STAND, state, view, welcome } from "../lib/samples";
import { canStart, cuesOf, newestFinding } from "./actions";
import { apart, rangeOf } from "./chart";
import { itemsOf } from "./Findings";
import { clock } from "./Head";
import { cornerAfter, cornerAt } from "./OwnPicture";
import { barsOf, setsOf } from "./Ribbon";

test("the newest finding is the newest that was not judged", () => {
  const faults = [fault(), fault({ id: 2 }), fault({ id: 3 })];
  expect(newestFinding(view({ faults, marks: { 3: true } }))?.id).toBe(2);
  expect(newestFinding(view({ faults, marks: { 1: true, 2: true, 3: true } }))?.id).toBe(3);
  expect(newestFinding(view())).toBeNull();
});

test("a set starts only with an exercise, and not while one runs or all is stopped", () => {
  expect(canStart(view({ state: state({ stage: "idle" }) }))).toBe(true);
  expect(canStart(view({ state: state({ stage: "rest" }) }))).toBe(true);
  expect(canStart(view({ state: state({ stage: "idle", exercise: null }) }))).toBe(false);
  expect(canStart(view({ state: state({ stage: "moving" }) }))).toBe(false);
  expect(canStart(view({ state: state({ stage: "stopped" }) }))).toBe(false);
});

test("six cues at most: those of the exercise first, none twice", () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ key: `k${i}`, text: `Text ${i}.` }));
  const exercise = { ...SIT_TO_STAND, cues: many };
  const cues = cuesOf(view({ welcome: welcome({ exercises: [exercise], cue_texts: many }) }));
  expect(cues.map(({ key }) => key)).toEqual(["k0", "k1", "k2", "k3", "k4", "k5"]);
  const general = [1, 2, 3, 4].map((i) => ({ key: `g${i}`, text: "General." }));
  const mixed = cuesOf(view({ welcome: welcome({ exercises: [exercise], cue_texts: general }) }));
  expect(mixed.map(({ key }) => key)).toEqual(["k0", "k1", "k2", "g1", "g2", "g3"]);
  expect(cuesOf(view({ welcome: welcome({ exercises: [exercise], cue_texts: [] }) }))).toHaveLength(6);
});

test("what was counted or noticed, newest first", () => {
  const items = itemsOf({ reps: [rep({ t: 1 }), rep({ t: 9, number: 2 })], faults: [fault({ t: 5 })], holds: [hold({ t: 7 })] });
  expect(items.map(({ t }) => t)).toEqual([9, 7, 5, 1]);
  expect(new Set(items.map(({ key }) => key)).size).toBe(4);
});

test("a hold that was counted as a repetition stands once", () => {
  const seen = { reps: [rep({ side: "left", start: 10.1, unit: "s" })], holds: [hold(), hold({ start: 30 })], faults: [] };
  expect(itemsOf(seen)).toHaveLength(2);
  expect(barsOf(seen).map(({ kind }) => kind)).toEqual(["rep", "hold"]);
});

test("the clock", () => {
  expect(clock(872)).toBe("00:14:32");
  expect(clock(3600)).toBe("01:00:00");
  expect(clock(null)).toBe("–");
});

test("one's own picture goes to the nearest corner, or where the arrows point", () => {
  const box = { left: 100, top: 0, width: 200, height: 100 };
  expect(cornerAt(120, 80, box)).toEqual({ right: false, low: true });
  expect(cornerAt(290, 10, box)).toEqual({ right: true, low: false });
  expect(cornerAfter("ArrowLeft", { right: true, low: true })).toEqual({ right: false, low: true });
  expect(cornerAfter("Enter", { right: true, low: true })).toBeNull();
});

test("the ribbon: bars in time, sets from their first to their last", () => {
  const bars = barsOf({ reps: [rep({ start: 8, end: 10 }), rep({ set_number: 2, start: 40, end: 42 })], faults: [fault({ start: 9, end: 11 })], holds: [] });
  expect(bars.map(({ kind }) => kind)).toEqual(["rep", "coach", "rep"]);
  expect(setsOf(bars)).toEqual([
    { number: 1, start: 8, end: 11 },
    { number: 2, start: 40, end: 42 },
  ]);
});

test("letters at the ends of two lines do not lie on each other", () => {
  expect(apart([10, 40], 13)).toEqual([10, 40]);
  expect(apart([20, 22], 12)).toEqual([15, 27]);
  expect(apart([22, 20], 12)).toEqual([27, 15]);
  expect(apart([5], 12)).toEqual([5]);
});

test("the trace always shows rest and target", () => {
  const [low, high] = rangeOf({ rest_value: 0, target_value: 90 }, 20, 40);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(90);
  expect(rangeOf({ rest_value: 1, target_value: 1 }, Infinity, -Infinity).every(Number.isFinite)).toBe(true);
});

