/** Looks up the sentences of the pages in the language of the person in front of them. */

import { signal } from "@preact/signals";

import type { chartEn } from "./chart.en";
import type { clinicEn } from "./clinic.en";
import { en } from "./en";
import type { homeEn } from "./home.en";
import type { liveEn } from "./live.en";
import type { peopleEn } from "./people.en";
import type { programmeEn } from "./programme.en";
import type { progressEn } from "./progress.en";
import type { reachEn } from "./reach.en";
import type { reviewEn } from "./review.en";

export type Key = keyof typeof en;
type Plural = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;
/** One sentence for each key; where a language counts with more forms than English, those too. */
export type Texts = Record<Key, string> & Partial<Record<`${Plural}.${"few" | "many"}`, string>>;
export type ChartTexts = Record<keyof typeof chartEn, string>;
export type ClinicTexts = Record<keyof typeof clinicEn, string>;
export type HomeTexts = Record<keyof typeof homeEn, string> & Partial<Record<`${"home.today" | "home.week" | "needs.week"}.${"few" | "many"}`, string>>;
export type LiveTexts = Record<keyof typeof liveEn, string> & Partial<Record<`cues.words.${"few" | "many"}`, string>>;
export type PeopleTexts = Record<keyof typeof peopleEn, string>;
export type ProgrammeTexts = Record<keyof typeof programmeEn, string>;
export type ProgressTexts = Record<keyof typeof progressEn, string> &
  Partial<Record<`${"progress.unconfirmed" | "kept.sum" | "kept.sum_partly" | "kept.day_part" | "course.reps"}.${"few" | "many"}`, string>>;
export type ReachTexts = Record<keyof typeof reachEn, string>;
export type ReviewTexts = Record<keyof typeof reviewEn, string>;
type Fill = Record<string, string | number>;

/** English is in every page; of the others only the one in use is fetched. The test holds them to the same keys and blanks. */
export const LANGUAGES: Record<string, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  es: () => import("./es").then(({ es }) => es),
  fr: () => import("./fr").then(({ fr }) => fr),
  pl: () => import("./pl").then(({ pl }) => pl),
};

const LANGUAGE_KEY = "coach.language";

/** The first of the person's wishes that there are texts for. */
export function pickLanguage(wishes: readonly string[]): string {
  const bases = wishes.map((wish) => wish.toLowerCase().split("-")[0] ?? "");
  return bases.find((base) => Object.hasOwn(LANGUAGES, base)) ?? "en";
}

export const language = signal(pickLanguage([localStorage.getItem(LANGUAGE_KEY) ?? "", ...navigator.languages]));

/** The language as it is written where the reader is: `en-GB` puts the day before the month. */
export function locale(): string {
  return navigator.languages.find((wish) => wish.toLowerCase().split("-")[0] === language.value) ?? language.value;
}

let texts: Texts = en;

/** Fetches the sentences of the picked language; where they do not come, the page speaks English. */
export async function ready(): Promise<void> {
  try {
    texts = (await LANGUAGES[language.value]?.()) ?? en;
  } catch {
    [language.value, texts] = ["en", en];
  }
}

/** Keeps the choice on this device. The page opens anew: the server words what it sends in the language it was told. */
export function chooseLanguage(code: string): void {
  localStorage.setItem(LANGUAGE_KEY, code);
  location.reload();
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "fa", "he", "ur"]);

/** The way the language is written. */
export function directionOf(code: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr";
}

/** The sentence, with its `{blanks}` filled. */
export function t(key: Key, fill: Fill = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (blank, name: string) => String(fill[name] ?? blank));
}

/** The sentence in the form the language uses for this number, with its other blanks filled. */
export function tn(stem: Plural, n: number, fill: Fill = {}): string {
  const form = `${stem}.${new Intl.PluralRules(language.value).select(n)}`;
  return t((form in texts ? form : `${stem}.other`) as Key, { ...fill, n });
}
