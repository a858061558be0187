// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { said } from "../progress/Calendar";
import { titleOf, verdictOf } from "../progress/Course";
import { errorOf, onAxis, spanOf, tally, ticks, type Day, type Followed, type Kept } from "./progress";

const day = (kept: Kept, planned = 2, done = 0): Day => ({ date: "2026-11-02", kept, planned, done });
const course = (values: number[], more: Partial<Followed> = {}): Followed => ({
  kind: "test",
  id: "timed_up_and_go",
  name: "Timed Up and Go",
  side: "both",
  unit: "s",
  rising: false,
  points: values.map((value, n) => ({ at: `2026-11-0${n + 1}T10:00:00Z`, value, measured: true })),
  smallest: { value: 3.5, matters: false, source: "S70" },
  verdict: "same",
  ...more,
});

test("of the planned days those that are over are counted", () => {
  const week = [day("done"), day("partly"), day("missed"), day("led"), day("led", 0), day("extra", 0), day("free", 0)];
  expect(tally([week, [day("to_come")]])).toEqual({ planned: 4, done: 1, partly: 1 });
});

test("a day is said in words", () => {
  expect(said(day("missed"))).toBe("Monday, November 2: Not done");
  expect(said(day("partly", 3, 1))).toBe("Monday, November 2: Partly done, 1 of 3 exercises");
  expect(said(day("partly", 1, 0))).toBe("Monday, November 2: Partly done, 0 of 1 exercise");
});

test.each([
  [10.9, 19.7, false, [12, 14, 16, 18]],
  [0, 1, false, [0, 0.5, 1]],
  [2.8, 4.2, true, [3, 4]],
  [5, 9, true, [5, 6, 7, 8, 9]],
  [84, 121, false, [90, 100, 110, 120]],
])("from %d to %d there are round values", (low, high, whole, wanted) => {
  expect(ticks(low, high, whole)).toEqual(wanted);
});

test("the picture holds all points and what may be chance, and does not go below nothing", () => {
  const [low, high] = spanOf(course([15, 12]));
  expect(low).toBeLessThan(11.5);
  expect(high).toBeGreaterThan(18.5);
  expect(spanOf(course([1, 2], { smallest: null }))[0]).toBeGreaterThanOrEqual(0);
});

test("values are said with their unit and no more places than they have", () => {
  expect(onAxis(15, course([]))).toBe("15 s");
  expect(onAxis(2.5, course([]))).toBe("2.5 s");
  expect(onAxis(0.35, course([], { unit: "× leg" }))).toBe("35 %");
  expect(onAxis(3, course([], { unit: "stages" }))).toBe("3");
  expect([errorOf(11.5, "°"), errorOf(1.98, "s"), errorOf(0.1, "m/s")]).toEqual(["11.5°", "1.98 s", "0.1 m/s"]);
});

test("what a change is worth is said; nothing of a single result", () => {
  expect(verdictOf(course([15]))).toBe("One result so far. The next one will show a change.");
  expect(verdictOf(course([15, 14]))).toBe("About the same: the change may be chance.");
  const matters = { value: 3, matters: true, source: "S66" };
  expect(verdictOf(course([21, 15], { smallest: matters, verdict: "better" }))).toBe("Better than at the start, by enough to matter.");
  expect(verdictOf(course([15, 9], { smallest: null, verdict: "unknown" }))).toContain("not known");
});

test("a hold goes as far as it lasts", () => {
  expect(titleOf(course([5], { kind: "range", name: "One leg", side: "left" }))).toBe("One leg · Left · longest hold");
  expect(titleOf(course([5], { kind: "range", name: "Arm", unit: "°" }))).toBe("Arm · furthest point");
});
