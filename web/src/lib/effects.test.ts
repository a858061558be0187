import { expect, test } from "vitest";

import { effectsOf } from "./effects";
import { cue, fault, rep, state, view } from "./samples";

const kinds = (...args: Parameters<typeof effectsOf>) => effectsOf(...args).map(({ kind }) => kind);

test("a counted rep ticks, a partial one does not", () => {
  expect(kinds(view(), rep(), 10)).toEqual(["tick"]);
  expect(kinds(view(), rep({ complete: false }), 10)).toEqual([]);
});

test("what is told again after a reconnection makes no sound", () => {
  expect(kinds(view(), rep({ t: 10 }), 14)).toEqual([]);
  expect(kinds(view(), cue({ t: 10 }), 14)).toEqual([]);
  expect(kinds(view(), fault({ t: 10, level: "safety" }), 14)).toEqual([]);
});

test("a cue is spoken; one of safety at once", () => {
  expect(effectsOf(view(), cue(), 10)).toEqual([{ kind: "say", text: "Stand a little taller.", urgent: false }]);
  expect(effectsOf(view(), cue({ level: "safety" }), 10)[0]).toMatchObject({ urgent: true });
});

test("STOP ends all speech, then alarms, until it was seen", () => {
  expect(kinds(view(), state({ stage: "stopped" }), 10)).toEqual(["hush", "alarm"]);
  const stopped = view({ state: state({ stage: "stopped" }) });
  expect(kinds(stopped, state({ stage: "stopped" }), 10)).toEqual([]);
  expect(kinds(stopped, state({ stage: "idle" }), 10)).toEqual(["alarm_off"]);
});

test("3, 2, 1 tick", () => {
  const counting = (countdown: number | null) => state({ stage: "countdown", countdown });
  expect(kinds(view({ state: counting(null) }), counting(3), 10)).toEqual(["tick"]);
  expect(kinds(view({ state: counting(3) }), counting(3), 10)).toEqual([]);
  expect(kinds(view({ state: counting(3) }), counting(2), 10)).toEqual(["tick"]);
});

test("the end of a set sounds once", () => {
  expect(kinds(view(), state({ stage: "rest" }), 10)).toEqual(["set_done"]);
  expect(kinds(view({ state: state({ stage: "rest" }) }), state({ stage: "rest" }), 10)).toEqual([]);
});
