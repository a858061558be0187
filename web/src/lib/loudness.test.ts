import { expect, test } from "vitest";

import { fromLoudspeaker, othersTalk, type Moment } from "./loudness";

/** Levels every 50 ms up to 3000 ms: the patient's and everybody else's in stretches of time. */
type Stretch = [from: number, to: number, level: number];
function heard(own: Stretch[], others: Stretch[]): Moment[] {
  const level = (stretches: Stretch[], at: number) => stretches.find(([from, to]) => at >= from && at < to)?.[2] ?? 0.005;
  return Array.from({ length: 60 }, (_, n) => ({ at: n * 50, own: level(own, n * 50), others: level(others, n * 50) }));
}
const NOW = 3000;

test("the therapist's word out of the loudspeaker is not the patient's", () => {
  expect(fromLoudspeaker(heard([], [[1500, 2200, 0.4]]), NOW)).toBe(true);
});

test("nor is what is left of it in the microphone, which comes later", () => {
  expect(fromLoudspeaker(heard([[1600, 2400, 0.08]], [[1500, 2200, 0.4]]), NOW)).toBe(true);
});

test("a cry counts in silence and into another's sentence", () => {
  const cry: Stretch = [2000, 2250, 0.3];
  expect(fromLoudspeaker(heard([cry], []), NOW)).toBe(false);
  expect(fromLoudspeaker(heard([cry], [[500, 3000, 0.4]]), NOW)).toBe(false);
});

test("the therapist's voice of long before does not take the patient's word away", () => {
  expect(fromLoudspeaker(heard([], [[0, 400, 0.4]]), NOW)).toBe(false);
});

test("where nothing can be measured the word counts", () => {
  expect(fromLoudspeaker([], NOW)).toBe(false);
  expect(fromLoudspeaker(heard([], []), NOW)).toBe(false);
});

test("a knock or a beep now and then is nobody's talk", () => {
  expect(othersTalk(heard([], [[2100, 2200, 0.9], [2600, 2700, 0.9]]), NOW)).toBe(false);
});

test("somebody talks until a pause that is longer than one between two words", () => {
  expect(othersTalk(heard([], [[2000, 2400, 0.1]]), NOW)).toBe(true);
  expect(othersTalk(heard([], [[1500, 2200, 0.1]]), NOW)).toBe(false);
  expect(othersTalk(heard([[2500, 3000, 0.5]], []), NOW)).toBe(false);
});
