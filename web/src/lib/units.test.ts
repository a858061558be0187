// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { amount, figure } from "./units";

test("angles in whole degrees, seconds in tenths, shares in per cent", () => {
  expect(figure(93.6, "deg")).toBe("94°");
  expect(figure(12.34, "s")).toBe("12.3 s");
  expect(figure(0.984, "× standing")).toBe("98 %");
  expect(figure(0.744, "ratio")).toBe("0.74");
});

test("less than nothing has a true minus, and nothing has none", () => {
  expect(figure(-12, "deg")).toBe("\u221212°");
  expect(figure(-0.2, "deg")).toBe("0°");
});

test("a share says of what", () => {
  expect(amount(1.01, "× standing")).toBe("101 % of standing");
  expect(amount(0.5, "×")).toBe("50 %");
  expect(amount(3, "steps")).toBe("3.00 steps");
  expect(amount(80, "deg")).toBe("80°");
});
