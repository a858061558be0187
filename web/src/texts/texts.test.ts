// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { en } from "./en";
import { directionOf, LANGUAGES, pickLanguage, t, tn } from "./index";

const blanks = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

test.each(Object.entries(LANGUAGES))("%s has every sentence with the same blanks", (_name, texts) => {
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(texts[key].trim(), key).not.toBe("");
    expect(blanks(texts[key]), key).toEqual(blanks(en[key]));
  }
});

test("blanks are filled and an unfilled one stays visible", () => {
  expect(t("stage.count", { n: 3, target: 10 })).toBe("3 of 10");
  expect(t("stage.count", { n: 3 })).toBe("3 of {target}");
});

test("numbers take the language's form", () => {
  expect(tn("reps", 1)).toBe("1 rep");
  expect(tn("reps", 0)).toBe("0 reps");
});

test("some languages are written from the right", () => {
  expect(["en", "ar"].map(directionOf)).toEqual(["ltr", "rtl"]);
});

test("the first wish with texts wins", () => {
  expect(pickLanguage(["", "xx-YY", "en-GB"])).toBe("en");
  expect(pickLanguage([])).toBe("en");
});
