// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { fault, hold, notice, person, rep, signal, state, view, welcome } from "../lib/samples";
import { lineOf, summary, type Situation } from "./line";

const at = (over: Partial<Situation> = {}): Situation => ({
  view: view({ participants: [person()] }),
  line: "open",
  connected: true,
  blocked: false,
  weak: false,
  camera: "on",
  twoPeople: false,
  rest: null,
  cue: null,
  ...over,
});
const text = (over: Partial<Situation>, howTo = "") => lineOf(at(over), howTo).text;
const staged = (over: Parameters<typeof state>[0]) => view({ participants: [person()], state: state(over) });

test("a lost line says what is kept, before anything else", () => {
  const { text: said, mood } = lineOf(at({ line: "lost", cue: "Taller." }), "");
  expect(said).toBe("The line dropped. Your 3 reps are kept. Reconnecting…");
  expect(mood).toBe("warning");
});

test("a network that lets no pictures through is told", () => {
  expect(text({ blocked: true, connected: false })).toContain("lets no pictures through");
});

test("a lost camera too, and one that is switched off", () => {
  expect(text({ camera: "lost" })).toBe("Your camera stopped. Check its plug. Your 3 reps are kept.");
  expect(text({ camera: "off" })).toBe("Your camera is off.");
});

test("an error from the server reaches the patient", () => {
  const offered = view({ notices: [notice({ level: "error", text: "This browser offers no VP8." })] });
  expect(text({ view: offered })).toBe("This browser offers no VP8.");
});

test("while moving the line holds the cue, else nothing that is not needed", () => {
  expect(text({ cue: "Stand a little taller." })).toBe("Stand a little taller.");
  expect(text({})).toBe("");
  expect(text({ twoPeople: true })).toBe("I'm following you.");
  expect(text({ view: staged({ judging: false }) })).toBe("Counting is back in a moment.");
});

test("a weak line is told where nothing else is to be said", () => {
  expect(text({ weak: true })).toBe("Your internet is weak. Carry on.");
  expect(text({ weak: true, cue: "Stand a little taller." })).toBe("Stand a little taller.");
});

test("a hold says so", () => {
  expect(text({ view: { ...staged({}), signals: { left: signal({ hold_s: 3 }) } } })).toBe("Hold.");
});

test("getting ready shows how, paused says what to do, rest counts down", () => {
  expect(text({ view: staged({ stage: "countdown" }) }, "Sit tall.")).toBe("Sit tall.");
  expect(text({ view: staged({ stage: "paused", paused_reason: "Step back." }) })).toBe("Step back.");
  expect(text({ view: staged({ stage: "rest" }), rest: 42 })).toBe("Rest. Sip some water. 42 s");
});

test("a calibration holds the cue; alone, between two cues, how it is done", () => {
  const guided = (over: Partial<Situation>, alone = true) =>
    text({ ...over, view: { ...staged({ stage: "calibrating" }), welcome: welcome({ alone }), ...over.view } }, "Sit tall.");
  expect(guided({ cue: "Once more." })).toBe("Once more.");
  expect(guided({})).toBe("Sit tall.");
  expect(guided({}, false)).toBe("");
  expect(text({ view: staged({ stage: "calibrating", paused_reason: "Step back." }), cue: "Once more." })).toBe("Step back.");
});

test("waiting names the therapist once they are there", () => {
  expect(text({ view: staged({ stage: "idle" }) })).toBe("Anna will start the exercise.");
  expect(text({ view: view({ state: state({ stage: "idle" }) }) })).toBe("Please wait for your therapist.");
  expect(text({ view: staged({ stage: "idle" }), connected: false })).toBe("Connecting to your therapist…");
});

const reps = (set_number: number, n: number) => Array.from({ length: n }, (_, i) => rep({ set_number, number: i + 1 }));

test("who stands the wrong way is asked to turn before anything else is said", () => {
  const turn_text = "Turn to your left, side on.";
  expect(text({ view: staged({ stage: "moving", turn: "left", turn_text }), cue: "A little slower." })).toBe(turn_text);
  expect(text({ view: staged({ stage: "countdown", turn: "left", turn_text }) })).toBe(turn_text);
  expect(text({ view: staged({ stage: "rest", turn_text }) })).not.toBe(turn_text);
});

test("the end tells what was done over all sets", () => {
  const [done] = summary(view({ reps: [...reps(1, 6), ...reps(2, 5), rep({ complete: false, number: 9 })] }));
  expect(done).toBe("You did 11 reps in 2 sets.");
  expect(summary(view({ holds: [hold(), hold({ start: 30 })] }))[0]).toBe("You did 2 holds in 1 set.");
  expect(summary(view())[0]).toBe("The session is over.");
});

test("better is only said where the session shows it", () => {
  const better = (faults: ReturnType<typeof fault>[], ...sets: number[]) =>
    summary(view({ faults, reps: sets.flatMap((n, i) => reps(i + 1, n)) }))[1];
  expect(better([], 5, 5)).toBe("It went without a reminder.");
  expect(better([fault(), fault({ id: 2, set_number: 2 }), fault({ id: 3 })], 5, 5)).toContain("fewer reminders");
  expect(better([fault(), fault({ id: 2, set_number: 2 })], 5, 6)).toContain("more reps");
  expect(better([fault(), fault({ id: 2, set_number: 2 })], 5, 5)).toBe("Everything you did is kept.");
});
