import { expect, test } from "vitest";

import { Buffer, LEAST_MS, MOST_MS } from "./buffer";

const after = (looks: number, each: { matched: number; corrected: number; late: number }) => {
  const buffer = new Buffer();
  for (let n = 1; n <= looks; n += 1) {
    buffer.look({ matched: n * each.matched, corrected: n * each.corrected, late: n * each.late });
  }
  return buffer;
};

test("poses in time leave it at the least", () => {
  expect(after(20, { matched: 30, corrected: 0, late: 0 }).ms).toBe(LEAST_MS);
});

test("late poses raise it step by step, not for ever", () => {
  expect(after(1, { matched: 27, corrected: 1, late: 2 }).ms).toBe(LEAST_MS + 40);
  expect(after(50, { matched: 20, corrected: 5, late: 5 }).ms).toBe(MOST_MS);
});

test("one late pose among many changes nothing", () => {
  expect(after(10, { matched: 59, corrected: 0, late: 1 }).ms).toBe(LEAST_MS);
});

test("it comes down again when all is well", () => {
  const buffer = after(2, { matched: 20, corrected: 0, late: 10 });
  expect(buffer.ms).toBe(LEAST_MS + 80);
  for (let n = 1; n <= 6; n += 1) buffer.look({ matched: 40 + n * 30, corrected: 0, late: 20 });
  expect(buffer.ms).toBe(LEAST_MS);
});

test("too few poses say nothing", () => {
  expect(after(1, { matched: 0, corrected: 0, late: 19 }).ms).toBe(LEAST_MS);
});
