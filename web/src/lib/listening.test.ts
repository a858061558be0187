// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { fetched, Listener, offerOf, stopsIn } from "./listening";

/** The browser's recogniser, as far as the page can see it. */
class Recogniser {
  static made: Recogniser[] = [];
  static state = "available";
  static asked: unknown[] = [];
  static available = (wish: unknown) => {
    Recogniser.asked.push(wish);
    return Promise.resolve(Recogniser.state);
  };
  static install = () => Promise.resolve(true);
  processLocally = false;
  lang = "";
  started: unknown[] = [];
  onresult: ((event: unknown) => void) | null = null;
  onerror: ((event: { error: string }) => void) | null = null;
  onend: (() => void) | null = null;
  constructor() {
    Recogniser.made.push(this);
  }
  start(track?: unknown): void {
    this.started.push([this.processLocally, track]);
  }
  abort(): void {
    this.onend?.();
  }
  hear(...sentences: string[]): void {
    this.onresult?.({ resultIndex: 0, results: sentences.map((transcript) => Object.assign([{ transcript }], { isFinal: false })) });
  }
}

const TRACK = {} as MediaStreamTrack;
let said: string[];
let stops: number;
const listen = () => new Listener("en", TRACK, { said: (text) => said.push(text), stop: () => (stops += 1) });

beforeEach(() => {
  vi.useFakeTimers();
  [said, stops] = [[], 0];
  Object.assign(Recogniser, { made: [], asked: [], state: "available" });
  vi.stubGlobal("SpeechRecognition", Recogniser);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each([
  ["en", "Please STOP!", 1],
  ["en", "Stop! No, stop.", 2],
  ["en", "nonstop, stopping", 0],
  ["es", "¡Alto!", 1],
  ["es", "esto es para usted", 0],
  ["fr", "arrêtez tout", 1],
  ["pl", "Stój.", 1],
  ["xx", "stop", 0],
])("%s: %s", (language, text, wanted) => {
  expect(stopsIn(text, language)).toBe(wanted);
});

test.each([
  ["available", "ready"],
  ["downloadable", "fetch"],
  ["unavailable", "none"],
])("a language that is %s: %s", async (state, offer) => {
  Recogniser.state = state;
  expect(await offerOf("fr")).toBe(offer);
  expect(Recogniser.asked).toEqual([{ langs: ["fr-FR"], processLocally: true }]);
});

test.each([
  ["no recogniser", undefined],
  ["one that only knows the network", class { lang = ""; }],
])("with %s nothing is offered nor started", async (_what, given) => {
  vi.stubGlobal("SpeechRecognition", given);
  expect([await offerOf("en"), await fetched("en")]).toEqual(["none", false]);
  expect(() => listen()).not.toThrow();
});

test("a recogniser that can't be kept on the device is never started", () => {
  const started = vi.fn();
  vi.stubGlobal(
    "SpeechRecognition",
    class {
      static available = () => Promise.resolve("available");
      start = started;
    },
  );
  listen();
  expect(started).not.toHaveBeenCalled();
});

test("it listens to the call's own microphone, on the device", () => {
  listen();
  expect(Recogniser.made[0]!.started).toEqual([[true, TRACK]]);
});

test("a word that is said again in the same sentence is heard again: the first may have been another's", () => {
  listen();
  const [one] = Recogniser.made;
  for (const said of ["please stop", "please stopping", "please stop there", "please stop there stop"]) one!.hear(said);
  expect(stops).toBe(2);
});

test("stop is heard once in a sentence, while it is still being said", () => {
  listen();
  const [one] = Recogniser.made;
  one!.hear("please");
  one!.hear("please stop");
  one!.hear("please stop now");
  expect([said.at(-1), stops]).toEqual(["please stop now", 1]);
  one!.hear("please stop now", "stop");
  expect(stops).toBe(2);
});

test("a recognition that ends by itself begins anew", () => {
  listen();
  Recogniser.made[0]!.onend?.();
  vi.advanceTimersByTime(1000);
  expect(Recogniser.made).toHaveLength(2);
});

test("a refusal is final, and so is closing", () => {
  listen();
  Recogniser.made[0]!.onerror?.({ error: "not-allowed" });
  listen().close();
  vi.advanceTimersByTime(5000);
  expect(Recogniser.made).toHaveLength(2);
});
