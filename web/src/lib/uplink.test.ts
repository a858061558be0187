import { expect, test } from "vitest";

import { GOOD, isWeak, kbitsOf, look, sentAt, STEPS, type Uplink } from "./uplink";

const after = (...kbits: (number | null)[]): Uplink => kbits.reduce<Uplink>(look, GOOD);

test("on a good line everything is sent", () => {
  expect(sentAt(after(1500, 900, 600))).toEqual({ fps: 30, scale: 1 });
});

test("on a poor one every other picture goes first, the size later", () => {
  expect(sentAt(after(300))).toEqual({ fps: 15, scale: 1 });
  expect(sentAt(after(150))).toEqual({ fps: 15, scale: 1.5 });
  expect(sentAt(after(60))).toEqual({ fps: 12, scale: 2 });
  expect(isWeak(after(300))).toBe(false);
  expect(isWeak(after(150))).toBe(true);
});

test("down at once, up by one step after a while with room to spare", () => {
  expect(after(100, 1000, 1000, 1000).step).toBe(STEPS.length - 1);
  expect(after(100, 1000, 1000, 1000, 1000).step).toBe(STEPS.length - 2);
  expect(after(300, 500, 500, 500, 500, 500).step).toBe(1);
});

test("a line at the limit does not swing", () => {
  const steps = new Set<number>();
  let now = after(440);
  for (let n = 0; n < 40; n += 1) steps.add((now = look(now, n % 2 ? 440 : 470)).step);
  expect([...steps]).toEqual([1]);
});

test("a browser that does not say changes nothing", () => {
  expect(after(150, null, null)).toEqual(after(150));
  expect(kbitsOf(new Map([["a", { type: "candidate-pair", nominated: true }]]))).toBeNull();
  expect(kbitsOf(new Map([["a", { type: "candidate-pair", nominated: true, availableOutgoingBitrate: 300_000 }]]))).toBe(300);
});
