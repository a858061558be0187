import { expect, test } from "vitest";

import { commandOf, type Pressed } from "./keys";

const press = (key: string, over: Partial<Pressed> = {}): Pressed => ({
  key,
  shift: false,
  modified: false,
  typing: false,
  onControl: false,
  repeat: false,
  ...over,
});

test.each([
  [" ", { do: "set" }],
  ["+", { do: "count", delta: 1 }],
  ["-", { do: "count", delta: -1 }],
  ["A", { do: "mark", agree: true }],
  ["d", { do: "mark", agree: false }],
  ["1", { do: "cue", index: 0 }],
  ["6", { do: "cue", index: 5 }],
  ["m", { do: "mute" }],
  ["f", { do: "freeze" }],
  ["z", { do: "undo" }],
  ["?", { do: "help" }],
  ["7", null],
  ["x", null],
  ["p", { do: "who" }],
  ["Escape", null],
])("%s", (key, command) => {
  expect(commandOf(press(key), true)).toEqual(command);
});

test("while the patient is picked, numbers pick and Escape leaves it", () => {
  expect(commandOf(press("2"), true, true)).toEqual({ do: "pick", index: 1 });
  expect(commandOf(press("Escape"), true, true)).toEqual({ do: "who" });
  expect(commandOf(press("a"), true, true)).toEqual({ do: "mark", agree: true });
});

test("while typing, with a modifier, held down or switched off single keys are not ours", () => {
  expect(commandOf(press("a", { typing: true }), true)).toBeNull();
  expect(commandOf(press("a", { modified: true }), true)).toBeNull();
  expect(commandOf(press(" ", { repeat: true }), true)).toBeNull();
  expect(commandOf(press("a"), false)).toBeNull();
});

test("Space belongs to the button that has the keyboard's focus", () => {
  expect(commandOf(press(" ", { onControl: true }), true)).toBeNull();
});

test("the safety stop works always", () => {
  expect(commandOf(press("Escape", { shift: true, typing: true }), false)).toEqual({ do: "stop" });
  expect(commandOf(press("Escape"), true)).toBeNull();
});
