// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { language, ready } from "../texts";
import { amount, figure, inUnit, typeable, typed } from "./units";

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
  expect(amount(1.01, "× standing")).toBe("101 % of standing height");
  expect(amount(0.5, "×")).toBe("50 %");
  expect(amount(0.55, "of usual")).toBe("55 % of usual time");
  expect(amount(1.2, "× leg/s")).toBe("120 % of leg length/s");
  expect([amount(1.1, "m/s"), amount(24.3, "cm")]).toEqual(["1.10 m/s", "24.3 cm"]);
  expect([inUnit("cm"), inUnit("stands")]).toEqual([" (cm)", ""]);
  expect(amount(80, "deg")).toBe("80°");
});

test("what is counted has no decimals", () => {
  expect([1, 12].map((n) => amount(n, "stands"))).toEqual(["1 stand", "12 stands"]);
  expect(figure(3, "reversals")).toBe("3");
});

test("a field shows a rounded value that is read back", () => {
  expect([typeable(20.134, "°"), typeable(0.5683, "× standing"), typeable(0.416, "m/s")]).toEqual(["20", "57", "0.42"]);
  expect(typed(typeable(0.5683, "× standing"), "× standing")).toBe(0.57);
});

test("numbers and units are written as the language does", async () => {
  language.value = "pl";
  await ready();
  expect(amount(1.01, "× leg")).toBe("101 % długości nogi");
  expect([figure(12.34, "s"), amount(4, "stages")]).toEqual(["12,3 s", "4 pozycje"]);
  language.value = "en";
  await ready();
});
