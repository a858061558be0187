// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FromBrowser, Welcome } from "../lib/messages";
import { fault, person, recording, rep, state, view, welcome } from "../lib/samples";
import { Session } from "../lib/session";
import type { View } from "../lib/state";
import { RoomPage } from "./RoomPage";

/** The session with its outgoing line open to the test. */
class Heard extends Session {
  readonly sent: FromBrowser[] = [];

  override send(message: FromBrowser): void {
    this.sent.push(message);
  }
}

/** A canvas that draws nothing: there is none in this place. */
const CANVAS = new Proxy({}, { get: () => () => ({ width: 1 }), set: () => true });
HTMLCanvasElement.prototype.getContext = (() => CANVAS) as unknown as HTMLCanvasElement["getContext"];
const nothing = () => undefined;
vi.stubGlobal(
  "Path2D",
  class {
    moveTo = nothing;
    lineTo = nothing;
    rect = nothing;
  },
);

let session: Heard;
let page: HTMLElement;

beforeEach(() => {
  session = new Heard({ link: "abc", name: "", language: "en", maxKbits: 600, voice: false });
  session.line.value = "open";
  page = document.body.appendChild(document.createElement("div"));
});

afterEach(() => {
  render(null, page);
  page.remove();
});

async function show(over: Partial<View> = {}, role: Welcome["role"] = "therapist"): Promise<void> {
  session.view.value = view({ welcome: welcome({ role }), participants: [person({ role: "patient", name: "Maria" })], ...over });
  await act(() => {
    render(<RoomPage session={session} />, page);
  });
}

const named = (name: string) =>
  [...page.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent).startsWith(name));

async function press(key: string): Promise<void> {
  await act(() => {
    dispatchEvent(new KeyboardEvent("keydown", { key }));
  });
}

test("choosing an exercise takes its own defaults", async () => {
  await show({ state: state({ stage: "idle", exercise: null }) });
  const chooser = page.querySelector("select")!;
  chooser.value = "single_leg_stance";
  await act(() => {
    chooser.dispatchEvent(new Event("change"));
  });
  expect(session.sent).toEqual([
    { type: "choose", exercise: "single_leg_stance", side: "left", target_reps: 8, target_hold_s: 10 },
  ]);
});

test("Space starts a set, and stops it", async () => {
  await show({ state: state({ stage: "rest" }) });
  await press(" ");
  await show();
  await press(" ");
  expect(session.sent.map(({ type }) => type)).toEqual(["start_set", "stop_set"]);
});

test("one key agrees with the newest finding, one corrects the count, one says a cue", async () => {
  await show({ faults: [fault(), fault({ id: 2 })] });
  for (const key of ["a", "+", "1"]) await press(key);
  expect(session.sent).toEqual([
    { type: "mark_fault", id: 2, agree: true },
    { type: "correct_count", delta: 1 },
    { type: "send_cue", key: "knees_in" },
  ]);
});

test("a cue in own words is counted, and sent with seven words at most", async () => {
  await show({ state: state({ stage: "rest" }) });
  const form = page.querySelector<HTMLFormElement>(".own-cue")!;
  const input = form.querySelector("input")!;
  const say = async (text: string) => {
    await act(() => {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await act(() => {
      form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    });
  };
  await say("one two three four five six seven eight");
  expect(form.textContent).toBe("7 words at most");
  expect(session.sent).toEqual([]);
  await say(" Look  up ");
  expect(session.sent).toEqual([{ type: "send_cue", text: "Look  up" }]);
  expect(input.value).toBe("");
});

test("reps and findings stand newest first, with how they were judged", async () => {
  await show({ reps: [rep(), rep({ number: 2, t: 12, quality: "estimate" })], faults: [fault({ t: 11 })], marks: { 1: false } });
  const rows = [...page.querySelectorAll(".findings li")].map((row) => row.textContent);
  expect(rows[0]).toContain("Rep 2");
  expect(rows[0]).toContain("estimate");
  expect(rows[1]).toContain("Knees in");
  expect(page.querySelector(".is-rejected")).not.toBeNull();
});

test("a stop is framed, told, and acknowledged with one press", async () => {
  await show({ state: state({ stage: "stopped" }) });
  expect(page.querySelector(".room.is-alarm")).not.toBeNull();
  await act(() => {
    named("I have seen it")?.click();
  });
  expect(session.sent).toEqual([{ type: "acknowledge" }]);
});

test("finishing asks first, beside the picture", async () => {
  await show();
  await act(() => {
    named("Finish")?.click();
  });
  expect(session.sent).toEqual([]);
  await act(() => {
    named("Finish")?.click();
  });
  expect(session.sent).toEqual([{ type: "end_session" }]);
});

test("while a set runs the plan is fixed", async () => {
  await show();
  expect(page.querySelector("select")?.disabled).toBe(true);
  expect(named("Target: One more")!.disabled).toBe(true);
});

test("who only watches has nothing to press that leads", async () => {
  await show({}, "clinician");
  expect(page.querySelector("select")).toBeNull();
  expect(named("Start set")).toBeUndefined();
  await press(" ");
  expect(session.sent).toEqual([]);
});

test("a patient at the door is announced", async () => {
  await show({ participants: [person({ role: "patient", connected: false, camera: "off" })] });
  expect(page.textContent).toContain("The patient has opened the link.");
});

test("before the patient is there the page says so and has the link", async () => {
  await show({ participants: [] });
  expect(page.textContent).toContain("The patient is not here yet.");
  expect(page.querySelector<HTMLInputElement>(".copy input")?.value).toContain("/s/abc");
});

test("one click or key asks for a recording; while it is on, the page says so", async () => {
  await show({ recording: recording() });
  named("Record")?.click();
  await press("v");
  const asked = { type: "ask_recording", picture: false };
  expect(session.sent.filter(({ type }) => type === "ask_recording")).toEqual([asked, asked]);
  await show({ recording: recording({ state: "asked" }) });
  expect(page.textContent).toContain("Asking the patient");
  await show({ recording: recording({ state: "on" }) });
  expect(page.querySelector(".head .recording-mark")?.textContent).toBe("Recording");
  await press("v");
  expect(session.sent.at(-1)).toEqual({ type: "stop_recording", keep: true });
});

test("a clinician who watches is told of the recording and can only stop it", async () => {
  await show({ recording: recording({ state: "on" }) }, "clinician");
  expect(page.querySelector(".head .recording-mark")).not.toBeNull();
  expect(named("Record")).toBeUndefined();
  expect(named("Stop recording")).toBeDefined();
});
