import fc from "fast-check";
import { expect, test } from "vitest";

import { place, SELF, WHOLE } from "./fit";

const sizes = fc.record({ width: fc.integer({ min: 100, max: 2000 }), height: fc.integer({ min: 100, max: 2000 }) });

test("a picture keeps its shape, is centred sideways, and never loses head or feet", () => {
  fc.assert(
    fc.property(sizes, sizes, (picture, box) => {
      const placed = place(picture, box);
      expect(placed.width / placed.height).toBeCloseTo(picture.width / picture.height, 6);
      expect(placed.left + placed.width / 2).toBeCloseTo(box.width / 2, 6);
      const spare = box.height - placed.height;
      expect(placed.top).toBeCloseTo(spare > 0 ? spare * SELF.above : spare / 2, 6);
      expect(placed.height * (1 - SELF.y)).toBeLessThanOrEqual(box.height + 1e-6);
      expect(placed.width * (1 - SELF.x)).toBeLessThanOrEqual(box.width + 1e-6);
      const touches = placed.width >= box.width - 1e-6 || placed.height >= box.height - 1e-6;
      expect(touches).toBe(true);
    }),
  );
});

test("without leave to crop the whole picture is in the box", () => {
  fc.assert(
    fc.property(sizes, sizes, (picture, box) => {
      const placed = place(picture, box, WHOLE);
      expect(placed.left).toBeGreaterThanOrEqual(-1e-6);
      expect(placed.top).toBeGreaterThanOrEqual(-1e-6);
    }),
  );
});

test("a picture of no size yet fills the box", () => {
  expect(place({ width: 0, height: 0 }, { width: 8, height: 6 })).toEqual({ left: 0, top: 0, width: 8, height: 6 });
});
