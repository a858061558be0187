// @vitest-environment happy-dom
import { afterEach, beforeAll, expect, test } from "vitest";

import { en } from "./en";
import { directionOf, type Key, language, LANGUAGES, pickLanguage, ready, t, type Texts, tn } from "./index";

const KEYS = Object.keys(en) as Key[];
const OTHERS = ["es", "fr", "pl"] as const;
type Other = (typeof OTHERS)[number];

/** Words that really are the same as in English. */
const SAME: Record<Other | "all", readonly Key[]> = {
  all: ["gait.per_minute", "gait.s", "gait.m_s", "app.name", "seconds", "day.minutes", "day.with", "agenda.done", "programme.dose", "programme.dose_hold", "control.stop", "alert.stopped", "list.label"],
  es: ["kept.day", "kept.extra", "gait.base", "consent.no", "display.text_normal", "display.contrast_normal"],
  fr: ["gait.cadence", "gait.base", "display.text_normal", "display.contrast_normal", "role.patient", "check.distance", "room.layer_angles", "layer.angles", "play.pause", "list.notes", "time.note", "day.patients", "programme.title", "programme.version"],
  pl: ["staff.administrator", "kept.day", "reached.start"],
};
/** The forms that a language counts whole numbers with, beside those of English. */
const FORMS: Record<Other, readonly string[]> = { es: [], fr: [], pl: ["few", "many"] };
const PLURALS = KEYS.filter((key) => key.endsWith(".one")).map((key) => key.slice(0, -".one".length));

const loaded = {} as Record<Other, Texts>;

async function speak(code: string): Promise<void> {
  language.value = code;
  await ready();
}

beforeAll(async () => {
  for (const code of OTHERS) loaded[code] = await LANGUAGES[code]!();
});

afterEach(() => speak("en"));

const blanks = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

test("English and the languages of the cues", () => {
  expect(Object.keys(LANGUAGES)).toEqual(["en", ...OTHERS]);
});

test.each(OTHERS)("%s has every sentence and every form, and no other", (code) => {
  const forms = PLURALS.flatMap((stem) => FORMS[code].map((form) => `${stem}.${form}`));
  expect(Object.keys(loaded[code]).sort()).toEqual([...KEYS, ...forms].sort());
});

test.each(OTHERS)("%s has the blanks of English, and nothing empty", (code) => {
  for (const [key, sentence] of Object.entries(loaded[code])) {
    const english = en[(key in en ? key : key.replace(/\.\w+$/, ".other")) as Key];
    expect(sentence.trim(), key).not.toBe("");
    expect(blanks(sentence), key).toEqual(blanks(english));
  }
});

test.each(OTHERS)("%s leaves nothing in English", (code) => {
  const left = KEYS.filter((key) => loaded[code][key] === en[key]);
  expect(left.sort()).toEqual([...SAME.all, ...SAME[code]].sort());
});

/** The patient's one line reads from three metres, and at one glance. */
test.each(["en", ...OTHERS] as const)("%s: a line of the stage has at most seven words", (code) => {
  const texts: Texts = code === "en" ? en : loaded[code];
  const lines = KEYS.filter((key) => key.startsWith("stage."));
  const words = (key: Key) => texts[key].split(/\s+/).filter((word) => /[\p{L}{]/u.test(word)).length;
  expect(lines.filter((key) => words(key) > 7)).toEqual([]);
});

test("blanks are filled and an unfilled one stays visible", () => {
  expect(t("stage.count", { n: 3, target: 10 })).toBe("3 of 10");
  expect(t("stage.count", { n: 3 })).toBe("3 of {target}");
});

test("numbers take the language's form", async () => {
  expect([1, 0].map((n) => tn("reps", n))).toEqual(["1 rep", "0 reps"]);
  await speak("pl");
  expect([1, 2, 5, 12, 22].map((n) => tn("reps", n))).toEqual([
    "1 powtórzenie",
    "2 powtórzenia",
    "5 powtórzeń",
    "12 powtórzeń",
    "22 powtórzenia",
  ]);
  expect([1, 2, 5, 22].map((n) => tn("sets", n))).toEqual(["1 seria", "2 serie", "5 serii", "22 serie"]);
  expect([1, 4, 7].map((n) => tn("needs.week", n, { done: 1, planned: n }))).toEqual(["1 z 1 dnia", "1 z 4 dni", "1 z 7 dni"]);
  await speak("en");
  expect(tn("needs.week", 1, { done: 1, planned: 1 })).toBe("1 of 1 day");
  await speak("fr");
  expect([0, 1, 2].map((n) => tn("sets", n))).toEqual(["0 série", "1 série", "2 séries"]);
});

test("a language that does not come leaves English", async () => {
  LANGUAGES.xx = () => Promise.reject(new Error("the line dropped"));
  await speak("xx");
  delete LANGUAGES.xx;
  expect([language.value, t("set.rest")]).toEqual(["en", "Rest."]);
});

test("some languages are written from the right", () => {
  expect(["en", "ar"].map(directionOf)).toEqual(["ltr", "rtl"]);
});

test("the first wish with texts wins", () => {
  expect(pickLanguage(["", "xx-YY", "pl-PL", "en-GB"])).toBe("pl");
  expect(pickLanguage(["toString"])).toBe("en");
  expect(pickLanguage([])).toBe("en");
});
