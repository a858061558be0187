/** Looks up the sentences of the pages in the language of the person in front of them. */

import { signal } from "@preact/signals";

import { en } from "./en";

export type Key = keyof typeof en;
export type Texts = Record<Key, string>;
type Fill = Record<string, string | number>;
type Plural = Key extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;

/** Other languages join here; the test holds them to the same keys and blanks. */
export const LANGUAGES: Record<string, Texts> = { en };

const LANGUAGE_KEY = "coach.language";

/** The first of the person's wishes that there are texts for. */
export function pickLanguage(wishes: readonly string[]): string {
  const bases = wishes.map((wish) => wish.toLowerCase().split("-")[0] ?? "");
  return bases.find((base) => base in LANGUAGES) ?? "en";
}

export const language = signal(pickLanguage([localStorage.getItem(LANGUAGE_KEY) ?? "", ...navigator.languages]));

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "fa", "he", "ur"]);

/** The way the language is written. */
export function directionOf(code: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr";
}

/** The sentence, with its `{blanks}` filled. */
export function t(key: Key, fill: Fill = {}): string {
  const sentence = (LANGUAGES[language.value] ?? en)[key];
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => String(fill[name] ?? blank));
}

/** The sentence in the form the language uses for this number. */
export function tn(stem: Plural, n: number): string {
  const form = `${stem}.${new Intl.PluralRules(language.value).select(n)}`;
  return t(form in en ? (form as Key) : (`${stem}.other` as Key), { n });
}
