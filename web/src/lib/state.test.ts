import { expect, test } from "vitest";

import type { ToBrowser } from "./messages";
import { cue, fault, hold, notice, person, rep, signal, state, view, welcome } from "./samples";
import { dismiss, EMPTY, exerciseOf, personOf, reduce } from "./state";

const after = (...messages: ToBrowser[]) => messages.reduce(reduce, EMPTY);

test("reps, faults and holds are kept in order, a repeated one once", () => {
  const seen = after(rep(), rep({ number: 2 }), rep(), fault(), fault({ id: 2 }), fault(), hold(), hold());
  expect(seen.reps.map(({ number }) => number)).toEqual([1, 2]);
  expect(seen.faults.map(({ id }) => id)).toEqual([1, 2]);
  expect(seen.holds).toHaveLength(1);
});

test("a partial rep and a complete one of the same number are two", () => {
  expect(after(rep(), rep({ complete: false }), rep({ set_number: 2 })).reps).toHaveLength(3);
});

test("joining the same session again keeps what was seen, another session starts afresh", () => {
  const before = after(welcome(), rep());
  expect(reduce(before, welcome()).reps).toHaveLength(1);
  expect(reduce(before, welcome({ session: "s2" })).reps).toHaveLength(0);
});

test("another exercise or set forgets the old signals", () => {
  const before = after(state(), signal());
  expect(reduce(before, state({ reps: 4 })).signals.both).toBeDefined();
  expect(reduce(before, state({ set_number: 2 })).signals).toEqual({});
});

test("a finding's mark and the running agreement", () => {
  const seen = after({ type: "mark", id: 3, agree: false, agreed: 4, marked: 5 });
  expect(seen.marks).toEqual({ 3: false });
  expect(seen.agreement).toEqual({ agreed: 4, marked: 5 });
});

test("a notice replaces its like, and settles what it makes untrue", () => {
  const seen = after(notice({ code: "judging_away" }), notice(), notice(), notice({ code: "judging_back" }));
  expect(seen.notices.map(({ code }) => code)).toEqual(["two_people", "judging_back"]);
  expect(dismiss(seen, "two_people").notices.map(({ code }) => code)).toEqual(["judging_back"]);
});

test("a moving picture settles that it had stopped", () => {
  expect(after(notice({ code: "picture_stopped" }), state()).notices).toEqual([]);
});

test("the camera check is forgotten when its stage is over", () => {
  const check: ToBrowser = {
    type: "camera_check",
    body: true,
    light: true,
    distance: true,
    turned: true,
    missing: [],
    advice: null,
  };
  expect(after(state({ stage: "check" }), check).check).not.toBeNull();
  expect(after(state({ stage: "check" }), check, state()).check).toBeNull();
});

test("nothing that was there before is changed", () => {
  const frozen = <T extends object>(value: T): T => {
    Object.values(value).forEach((inner: unknown) => {
      if (typeof inner === "object" && inner !== null) frozen(inner);
    });
    return Object.freeze(value);
  };
  const before = frozen(structuredClone(view({ reps: [rep()], faults: [fault()], notices: [notice()] })));
  for (const message of [rep({ number: 2 }), fault({ id: 2 }), cue(), notice(), state({ reps: 9 }), signal(), welcome()]) {
    reduce(before, message);
  }
});

test("the exercise and the people are found", () => {
  const seen = after(welcome(), state(), { type: "participants", participants: [person()] });
  expect(exerciseOf(seen)?.name).toBe("Sit to stand");
  expect(personOf(seen, "therapist")?.name).toBe("Anna");
  expect(personOf(seen, "patient")).toBeNull();
});

test("a draft that is being made is waited for until it comes or can't be made", () => {
  const waiting = view({ drafting: true });
  expect(reduce(waiting, state()).drafting).toBe(true);
  for (const code of ["not_learned", "learning_failed", "no_demonstration"]) {
    expect(reduce(waiting, notice({ code })).drafting).toBe(false);
  }
  expect(reduce(waiting, notice({ code: "judging_back" })).drafting).toBe(true);
  expect(reduce(waiting, welcome()).drafting).toBe(false);
});
