import * as fc from "fast-check";
import { expect, test } from "vitest";

import { begunBy, clockOf, following, moved, ticks, tOf, within, xOf, zoomed } from "./span";

const duration = fc.double({ min: 2, max: 7200, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("a place and its moment lead to each other", () => {
  fc.assert(
    fc.property(duration, share, (end, at) => {
      const span = { from: 0, to: end };
      expect(tOf(span, 1280, xOf(span, 1280, at * end))).toBeCloseTo(at * end, 6);
    }),
  );
});

test("zooming keeps the moment under the hand where it is, inside the session", () => {
  fc.assert(
    fc.property(share, fc.double({ min: 0.2, max: 0.9, noNaN: true }), (at, factor) => {
      const span = { from: 100, to: 1100 };
      const t = tOf(span, 1000, at * 1000);
      expect(xOf(zoomed(span, t, factor, 3600), 1000, t)).toBeCloseTo(at * 1000, 3);
    }),
  );
});

test("whatever is done to it, the span stays in the session and at least a second wide", () => {
  fc.assert(
    fc.property(duration, share, fc.double({ min: 0.001, max: 50, noNaN: true }), fc.integer({ min: -9999, max: 9999 }), (end, at, factor, by) => {
      const span = moved(zoomed(within({ from: at * end, to: end }, end), at * end, factor, end), by, end);
      expect(span.from).toBeGreaterThanOrEqual(-1e-9);
      expect(span.to).toBeLessThanOrEqual(end + 1e-9);
      expect(span.to - span.from).toBeGreaterThanOrEqual(1 - 1e-9);
    }),
  );
});

test("the span follows the clock only when it has left", () => {
  const span = { from: 10, to: 20 };
  expect(following(span, 15, 100)).toBe(span);
  expect(following(span, 50, 100)).toEqual({ from: 48, to: 58 });
  expect(following(span, 99, 100)).toEqual({ from: 90, to: 100 });
});

test("ticks are round moments, far enough apart to be read", () => {
  const marks = ticks({ from: 0, to: 3600 }, 1280, 72);
  expect(marks.slice(0, 3)).toEqual([0, 300, 600]);
  expect(ticks({ from: 10.03, to: 11.03 }, 1280, 72)[0]).toBeCloseTo(10.1);
});

test.each([
  [0, 0, "0:00"],
  [247, 0, "4:07"],
  [3847, 0, "1:04:07"],
  [61.319, 3, "1:01.319"],
  [59.999, 0, "0:59"],
  [9.96, 1, "0:09.9"],
])("%s s with %s places is %s", (seconds, places, text) => {
  expect(clockOf(seconds, places)).toBe(text);
});

test("how many have begun", () => {
  expect([0, 1, 1.5, 9].map((t) => begunBy([1, 2, 3], t))).toEqual([0, 1, 1, 3]);
});
