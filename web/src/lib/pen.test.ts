// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { anglesOf, between } from "./angles";
import { begun, extended, spotOf, undone } from "./pen";
import type { Dot } from "./skeleton";

test("a stroke grows with the hand, and a resting hand adds nothing", () => {
  const one = begun([], { x: 0.1, y: 0.1 });
  const two = extended(one, { x: 0.2, y: 0.1 });
  expect(two).toEqual([[{ x: 0.1, y: 0.1 }, { x: 0.2, y: 0.1 }]]);
  expect(extended(two, { x: 0.2005, y: 0.1 })).toBe(two);
  expect(extended([], { x: 0.2, y: 0.1 })).toEqual([]);
});

test("the last stroke is taken back, and nothing from nothing", () => {
  const both = begun(begun([], { x: 0, y: 0 }), { x: 1, y: 1 });
  expect(undone(both)).toEqual([[{ x: 0, y: 0 }]]);
  expect(undone([])).toEqual([]);
});

test("the pointer in the picture, and beside it at its edge", () => {
  const picture = { left: 100, top: 0, width: 200, height: 100 };
  expect(spotOf({ x: 200, y: 25 }, picture)).toEqual({ x: 0.5, y: 0.25 });
  expect(spotOf({ x: 50, y: 120 }, picture)).toEqual({ x: 0, y: 1 });
});

const dot = (x: number, y: number, visibility = 1): Dot => ({ x, y, visibility });

test.each([
  ["a straight line", dot(0, 0), dot(0, 9), 180],
  ["a right angle", dot(0, 0), dot(5, 5), 90],
  ["on one another", dot(0, 5), dot(5, 5), null],
])("%s", (_what, one, other, degrees) => {
  expect(between(dot(0, 5), one, other)?.toFixed(0) ?? null).toBe(degrees?.toFixed(0) ?? null);
});

/** A left leg bent at the knee by 90°; nothing else is seen. */
function leg(visibility = 1): Dot[] {
  const dots = Array.from({ length: 33 }, () => dot(0, 0, 0));
  [dots[23], dots[25], dots[27]] = [dot(0, 0), dot(0, 5), dot(5, 5, visibility)];
  return dots;
}

test("a bent knee is told as flexion and marked as an estimate", () => {
  expect(anglesOf(leg(), [])).toEqual([{ index: 25, text: "≈ 90°", estimate: true }]);
});

test("what was measured or is hardly seen gets no angle of the picture", () => {
  expect(anglesOf(leg(), [{ index: 25, text: "88°", estimate: false }])).toEqual([]);
  expect(anglesOf(leg(0.3), [])).toEqual([]);
});
