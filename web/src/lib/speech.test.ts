import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { pickVoice, Speaker } from "./speech";

class Utterance {
  lang = "";
  rate = 1;
  onend: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly text: string) {}
}

const voice = (lang: string, localService: boolean) => ({ lang, localService, name: lang }) as SpeechSynthesisVoice;

let spoken: Utterance[];
let cancelled: number;
let speaker: Speaker;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
  [spoken, cancelled] = [[], 0];
  speaker = new Speaker({
    speak: (utterance) => spoken.push(utterance as unknown as Utterance),
    cancel: () => (cancelled += 1),
    getVoices: () => [],
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const texts = () => spoken.map(({ text }) => text);

test("what is not urgent waits while somebody talks, and is dropped when it is stale", () => {
  let talks = true;
  speaker.busy = () => talks;
  speaker.say("one");
  vi.advanceTimersByTime(1000);
  expect(texts()).toEqual([]);
  speaker.say("stop", true);
  expect(texts()).toEqual(["stop"]);
  spoken[0]!.onend?.();
  speaker.say("two");
  talks = false;
  vi.advanceTimersByTime(300);
  expect(texts()).toEqual(["stop", "two"]);
  spoken[1]!.onend?.();
  talks = true;
  speaker.say("three");
  vi.advanceTimersByTime(7000);
  talks = false;
  vi.advanceTimersByTime(1000);
  expect(texts()).toEqual(["stop", "two"]);
});

test("a question on the screen waits until somebody has finished, and is not said when it is gone", () => {
  let talks = true;
  speaker.busy = () => talks;
  speaker.read("one");
  vi.advanceTimersByTime(20_000);
  expect(texts()).toEqual([]);
  talks = false;
  vi.advanceTimersByTime(300);
  expect(texts()).toEqual(["one"]);
  talks = true;
  spoken[0]!.onend?.();
  speaker.read("two");
  speaker.withdraw("two");
  talks = false;
  vi.advanceTimersByTime(1000);
  expect(texts()).toEqual(["one"]);
});

test("one sentence at a time, and of those that wait the newest", () => {
  for (const text of ["one", "two", "three"]) speaker.say(text);
  expect(texts()).toEqual(["one"]);
  spoken[0]!.onend?.();
  expect(texts()).toEqual(["one", "three"]);
  expect(speaker.said).toEqual(["one", "three"]);
});

test("an urgent sentence cuts off the others", () => {
  speaker.say("one");
  speaker.say("two");
  speaker.say("stop", true);
  expect(cancelled).toBe(1);
  spoken[0]!.onend?.(); // the cut one reports late
  expect(texts()).toEqual(["one", "stop"]);
});

test("a sentence that waited six seconds is stale", () => {
  speaker.say("one, which is a very long sentence that takes the voice a good while to finish saying aloud");
  speaker.say("two");
  vi.advanceTimersByTime(6500);
  spoken[0]!.onend?.();
  expect(spoken).toHaveLength(1);
});

test("a voice that never reports its end does not silence the rest", () => {
  speaker.say("one");
  vi.advanceTimersByTime(4000);
  speaker.say("two");
  expect(texts()).toEqual(["one", "two"]);
});

test("muted it says nothing; without a voice neither", () => {
  speaker.muted = true;
  speaker.say("one");
  expect(spoken).toEqual([]);
  const none = new Speaker(null);
  none.say("one");
  expect(none.said).toEqual([]);
});

test("only a voice on this device is taken", () => {
  const voices = [voice("en-US", false), voice("de-DE", true), voice("en-GB", true)];
  expect(pickVoice(voices, "en")?.lang).toBe("en-GB");
  expect(pickVoice(voices, "fr")).toBeNull();
  expect(pickVoice([voice("en-US", false)], "en")).toBeNull();
});
