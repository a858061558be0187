import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

/** The colours of one block of tokens, each over those of the block it changes. */
function tokens(start: string): Record<string, string> {
  const block = css.slice(css.indexOf(start)).split("}")[0] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]));
}

const light = tokens(":root {");
const dark = { ...light, ...tokens("@media (prefers-color-scheme: dark)") };
const stage = { ...light, ...tokens("\n.stage {") };
const HIGH = ':root[data-contrast="high"]';
const high = { ...light, ...tokens(`${HIGH} {`) };
const highDark = { ...dark, ...high, ...tokens(`  ${HIGH} {`) };
const highStage = { ...stage, ...tokens(`${HIGH} .stage {`) };

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const TEXT: [string, string][] = [
  ["ink", "ground"],
  ["ink", "raised"],
  ["ink", "lead-soft"],
  ["ink", "coach-soft"],
  ["ink", "safety-soft"],
  ["quiet", "ground"],
  ["quiet", "raised"],
  ["quiet", "coach-soft"],
  ["lead", "ground"],
  ["lead", "raised"],
  ["on-lead", "lead"],
  ["second", "raised"],
  ["in-range", "raised"],
  ["coach", "ground"],
  ["coach", "raised"],
  ["coach", "coach-soft"],
  ["safety", "ground"],
  ["safety", "raised"],
  ["safety", "safety-soft"],
  ["on-safety", "safety"],
];

const themes = { light, dark };
const pairs = Object.entries(themes).flatMap(([name, theme]) => TEXT.map((pair) => [name, ...pair, theme] as const));

test.each(pairs)("%s: %s on %s reads (AA)", (_theme, ink, ground, theme) => {
  expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
});

const highPairs = Object.entries({ high, highDark }).flatMap(([name, theme]) => TEXT.map((pair) => [name, ...pair, theme] as const));

test.each(highPairs)("%s: %s on %s reads (AAA)", (_theme, ink, ground, theme) => {
  expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(7);
});

test.each(["ink", "quiet", "lead", "in-range", "coach", "safety"])("the stage: %s reads from afar (AAA)", (ink) => {
  expect(contrast(stage[ink]!, stage.ground!)).toBeGreaterThanOrEqual(7);
  expect(contrast(highStage[ink]!, highStage.ground!)).toBeGreaterThanOrEqual(7);
});

test("STOP's word reads on its red", () => {
  expect(contrast("#ffffff", stage.stop!)).toBeGreaterThanOrEqual(4.5);
  expect(contrast("#ffffff", highStage.stop!)).toBeGreaterThanOrEqual(7);
});

test.each(Object.entries({ light, dark, stage, high, highDark, highStage }))("%s: edges that carry meaning are seen (3:1)", (_name, theme) => {
  expect(contrast(theme.edge!, theme.ground!)).toBeGreaterThanOrEqual(3);
  expect(contrast(theme.edge!, theme.raised!)).toBeGreaterThanOrEqual(3);
});
