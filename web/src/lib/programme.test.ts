// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { dayName, itemOf, meanwhileIn, missingAtHome, moved, oneSided, onSide, type Prescribable } from "./programme";

const STAND: Prescribable = {
  id: "sit_to_stand",
  name: "Sit to stand",
  sides: ["both"],
  reps: 8,
  sets: 2,
  hold_s: null,
  rest_s: 90,
  unit: "",
  target: 0.98,
  equipment: ["chair"],
  thresholds: {},
  threshold_names: {},
  therapist_only: false,
};

test("a new item takes no id that is there and has no days at home", () => {
  const made = itemOf(STAND, ["i1", "i3"]);
  expect([made.id, made.days, made.sets, made.reps]).toEqual(["i4", [], 2, 8]);
});

test("a template's one-sided exercises go to the side that is said", () => {
  const both = itemOf(STAND, []);
  const items = [both, { ...both, id: "i2", side: "left" as const }];
  expect(oneSided([both])).toBe(false);
  expect(oneSided(items)).toBe(true);
  expect(onSide(items, "right").map(({ side }) => side)).toEqual(["both", "right"]);
});

test("moving keeps every item", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
});

test("the week begins on Monday", () => {
  expect([0, 6].map((day) => dayName(day, "en"))).toEqual(["Mon", "Sun"]);
});

test("only a conflict carries the other's version", () => {
  const body = { detail: "x", newest: { number: 2 }, together: null };
  expect(meanwhileIn({ ok: false, text: "x", status: 409, body })).toBe(body);
  expect(meanwhileIn({ ok: false, text: "x", status: 422, body })).toBeNull();
  expect(meanwhileIn({ ok: true, value: body })).toBeNull();
});

test("a new item brings the exercise's own equipment", () => {
  expect(itemOf(STAND, []).equipment).toEqual([{ thing: "chair", detail: "" }]);
});

test("what is missing at home is told of what is done at home, once somebody has asked", () => {
  const item = { ...itemOf(STAND, []), equipment: [{ thing: "chair", detail: "" }, { thing: "band", detail: "yellow" }] };
  const home = { ...item, days: [0] };
  expect(missingAtHome(home, ["chair"])).toEqual(["band"]);
  expect(missingAtHome(home, [])).toEqual(["chair", "band"]);
  expect(missingAtHome(home, null)).toEqual([]);
  expect(missingAtHome(item, [])).toEqual([]);
});
