import { expect, test } from "vitest";

import { headOf, PLAIN_LOOK, strokesOf, toDots, TONES } from "./skeleton";

function points(visibility = 1): Float32Array {
  return new Float32Array(132).map((_, i) => (i % 4 === 3 ? visibility : 0.25));
}

test("landmarks lie in pixels of the canvas, mirrored when asked", () => {
  expect(toDots(points(), 400, 200, false)[0]).toMatchObject({ x: 100, y: 50 });
  expect(toDots(points(), 400, 200, true)[0]).toMatchObject({ x: 300, y: 50 });
  expect(toDots(points(), 400, 200, false)).toHaveLength(33);
});

test("a limb that is hardly seen is dashed, one that is not seen is not drawn", () => {
  const strokes = (visibility: number) => strokesOf(toDots(points(visibility), 10, 10, false), PLAIN_LOOK);
  expect(strokes(1).every(({ estimate }) => !estimate)).toBe(true);
  expect(strokes(0.5).every(({ estimate }) => estimate)).toBe(true);
  expect(strokes(0.1)).toEqual([]);
});

test("the exercised limb alone is thick, never the lines across the body", () => {
  const look = { ...PLAIN_LOOK, limb: new Set([23, 24, 25]), estimate: true };
  const thick = strokesOf(toDots(points(), 10, 10, false), look).filter((stroke) => stroke.thick);
  expect(thick).toHaveLength(1);
  expect(thick[0]?.estimate).toBe(true);
});

test("the head's ring spans the ears from the front, and nose to ears from the side", () => {
  const dots = toDots(points(), 100, 100, false);
  const at = (index: number, x: number, y: number) => Object.assign(dots[index]!, { x, y });
  at(0, 50, 20);
  at(7, 60, 20);
  at(8, 40, 20);
  expect(headOf(dots)).toMatchObject({ x: 50, y: 20, radius: 13 });
  at(7, 30, 20);
  at(8, 30, 20);
  expect(headOf(dots)).toMatchObject({ x: 30, y: 20, radius: 21 });
});

test("each tone has a colour of its own", () => {
  expect(new Set(Object.values(TONES)).size).toBe(5);
});
