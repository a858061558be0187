// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FromBrowser, Recording, State } from "../lib/messages";
import { cue, notice, person, recording, state, view } from "../lib/samples";
import { Session } from "../lib/session";
import { choose } from "./hearing";
import { PatientPage } from "./PatientPage";

let session: Session;
let page: HTMLElement;

beforeEach(async () => {
  session = new Session({ link: "abc", name: "", language: "en", maxKbits: 1000, voice: true });
  session.line.value = "open";
  session.view.value = view({ participants: [person()], state: state({ stage: "idle" }) });
  page = document.body.appendChild(document.createElement("div"));
  await act(() => {
    render(<PatientPage session={session} />, page);
  });
});

afterEach(() => {
  render(null, page);
  page.remove();
});

const text = () => page.textContent;
const button = (name: string) =>
  [...page.querySelectorAll("button")].find((one) => one.textContent === name || one.getAttribute("aria-label") === name);

async function joined(over: Partial<State> = {}): Promise<void> {
  await act(() => {
    session.calling.value = true;
    session.connected.value = true;
    session.camera.camera.value = "on";
    session.view.value = view({ participants: [person()], state: state(over) });
  });
}

test("who is calling, one button, and the test of what it needs", () => {
  expect(text()).toContain("Anna is waiting for you.");
  expect([...page.querySelectorAll("button")].map((one) => one.className)).toEqual(["join", "try"]);
});

test.each(["idle", "check", "countdown", "moving", "paused", "rest"] as const)("STOP is there while %s", async (stage) => {
  await joined({ stage });
  expect(button("STOP")?.disabled).toBe(false);
});

test("STOP stops the page at once, without waiting for the server", async () => {
  await joined();
  await act(() => {
    button("STOP")?.click();
  });
  expect(text()).toContain("Everything has stopped.");
  expect(text()).toContain("Anna is with you.");
});

test("the counter and its target; while only an estimate it says so", async () => {
  await joined({ reps: 5, target_reps: 8 });
  expect(page.querySelector(".counter")?.textContent).toBe("5/ 8");
  await joined({ reps: 5, target_reps: 8, quality: "estimate" });
  expect(page.querySelector(".counter")?.textContent).toContain("estimate");
});

test("getting ready counts down", async () => {
  await joined({ stage: "countdown", countdown: 2 });
  expect(page.querySelector(".countdown")?.textContent).toBe("2");
});

test("the camera check names what is missing, and marks what is good", async () => {
  await joined({ stage: "check" });
  await act(() => {
    const check = { body: false, light: true, distance: true, turned: true, missing: ["feet"] };
    session.view.value = { ...session.view.value, check: { type: "camera_check", ...check, advice: "I can't see your feet." } };
  });
  expect(text()).toContain("I can't see your feet.");
  expect(page.querySelectorAll(".marks .is-true")).toHaveLength(3);
});

test("a cue is written", async () => {
  await joined();
  await act(() => {
    session.view.value = { ...session.view.value, cues: [cue()] };
  });
  expect(page.querySelector(".cue")?.textContent).toBe("Stand a little taller.");
});

test("the end has three lines and nothing to press", async () => {
  await joined({ stage: "ended" });
  expect(page.querySelectorAll(".ended li")).toHaveLength(3);
  expect(page.querySelectorAll("button")).toHaveLength(0);
});

test("a link that opens nothing says what to do", async () => {
  await act(() => {
    session.view.value = view({ state: null, notices: [notice({ code: "unknown_link", text: "Ask for a new link." })] });
    session.line.value = "closed";
  });
  expect(text()).toContain("Ask for a new link.");
});

const ASKED = recording({ state: "asked", question: "May we record this session?", explanation: "You can stop it." });

async function told(now: Recording): Promise<void> {
  await act(() => {
    session.view.value = { ...session.view.value, recording: now };
  });
}

test("may we record: a question, yes and no, and STOP beside them", async () => {
  await joined({ stage: "rest" });
  const sent: FromBrowser[] = [];
  session.send = (message) => sent.push(message);
  await told(ASKED);
  expect(text()).toContain("May we record this session?");
  expect(button("STOP")?.disabled).toBe(false);
  await act(() => {
    button("Yes")?.click();
  });
  expect(sent).toEqual([{ type: "answer_recording", yes: true, text_version: 1 }]);
});

test("the question waits while the patient moves", async () => {
  await joined({ stage: "moving" });
  await told(ASKED);
  expect(text()).not.toContain("May we record");
});

test("while recorded it says so, and stops with one more answer: kept or deleted", async () => {
  await joined({ stage: "moving" });
  expect(page.querySelector(".recording-dot")).toBeNull();
  await told(recording({ state: "on" }));
  expect(text()).toContain("Recording");
  const sent: FromBrowser[] = [];
  session.send = (message) => sent.push(message);
  await act(() => {
    page.querySelector<HTMLButtonElement>(".recorded")?.click();
  });
  expect(sent).toEqual([]);
  await act(() => {
    button("Stop and delete")?.click();
  });
  expect(sent).toEqual([{ type: "stop_recording", keep: false }]);
});

/** A device that understands words by itself; the last one made is heard. */
class Recogniser {
  static last: Recogniser | null = null;
  static available = () => Promise.resolve("available");
  processLocally = false;
  onresult: ((event: unknown) => void) | null = null;
  constructor() {
    Recogniser.last = this;
  }
  start = () => undefined;
  abort = () => undefined;
  hear(transcript: string): void {
    this.onresult?.({ results: [[{ transcript }]] });
  }
}

test("where the device hears words, the spoken stop stops; off until it is chosen", async () => {
  vi.stubGlobal("SpeechRecognition", Recogniser);
  render(null, page);
  await act(async () => {
    render(<PatientPage session={session} />, page);
    await Promise.resolve();
  });
  session.camera.audio.value = {} as MediaStreamTrack;
  await joined();
  await act(() => Promise.resolve());
  expect(Recogniser.last).toBeNull();
  await act(() => {
    choose("stop", true);
  });
  const sent: FromBrowser[] = [];
  session.send = (message) => sent.push(message);
  await act(() => {
    Recogniser.last?.hear("please stop");
  });
  expect(text()).toContain("Everything has stopped.");
  expect(sent).toEqual([{ type: "stop" }]);
  choose("stop", false);
  vi.unstubAllGlobals();
});

test("where it does not, nothing is shown of it", () => {
  expect(page.querySelector(".listening")).toBeNull();
});
