/** Numbers as people read them, in their language. */

import { en } from "../texts/en";
import { locale, t, tn, type Key } from "../texts";

const MINUS = "\u2212";

/** With the language's own decimal sign and a true minus. */
export function decimal(value: number, places: number): string {
  const rounded = Number(value.toFixed(places));
  const shape = { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false };
  const text = new Intl.NumberFormat(locale(), shape).format(Math.abs(rounded));
  return rounded < 0 ? MINUS + text : text;
}

/** `× leg` and `of usual` are shares of something, `× leg/s` a share a second; null for any other unit. */
function wholeOf(unit: string): string | null {
  const found = /^(?:×|of\b)\s*([^/]*)(.*)$/.exec(unit);
  if (!found) return null;
  const [, name = "", per = ""] = found;
  const key = `whole.${name.replaceAll(" ", "_")}`;
  return (key in en ? t(key as Key) : name) + per;
}

/** What is counted whole. */
const COUNTED = ["stands", "steps", "stages", "reversals"] as const;

function counted(value: number, unit: string): string | null {
  const stem = COUNTED.find((one) => one === unit);
  return stem ? tn(stem, value) : null;
}

/** The unit of a field to type into: ` (s)`; a count needs none. */
export function inUnit(unit: string): string {
  return counted(1, unit) ? "" : ` (${unit})`;
}

/** The number alone, for a badge or an axis: `94°`, `12.5 s`, `98 %` for a share (`× standing`), else `0.74`. */
export function figure(value: number, unit: string): string {
  if (unit === "deg" || unit === "°") return `${decimal(value, 0)}°`;
  if (unit === "s") return t("seconds", { n: decimal(value, 1) });
  if (unit === "cm") return decimal(value, 1);
  if (counted(value, unit)) return String(value);
  return wholeOf(unit) === null ? decimal(value, 2) : `${decimal(value * 100, 0)} %`;
}

/** The sign of what is typed for this unit: `°`, `%` for a share, else the unit itself. */
export function signOf(unit: string): string {
  if (unit === "deg" || unit === "°") return "°";
  return wholeOf(unit) === null ? unit : "%";
}

/** A value as it stands in a field to type into, without its sign; `typed` reads it back. */
export function typeable(value: number, unit: string): string {
  if (unit === "deg" || unit === "°") return value.toFixed(0);
  return wholeOf(unit) === null ? value.toFixed(2) : (value * 100).toFixed(0);
}

/** What was typed, in the unit: a share is typed in per cent, and a comma is a point; null for no number. */
export function typed(text: string, unit: string): number | null {
  const number = Number(text.replace(",", ".").replace(/[%°\s]/g, ""));
  if (text.trim() === "" || !Number.isFinite(number)) return null;
  return wholeOf(unit) === null ? number : number / 100;
}

/** With what it is a share of: `98 % of standing height`; a count with its word: `12 stands`. */
export function amount(value: number, unit: string): string {
  const number = figure(value, unit);
  const whole = wholeOf(unit);
  if (whole !== null) return whole ? t("unit.share", { n: number, whole }) : number;
  const plain = ["deg", "°", "s", "", "ratio", "1"].includes(unit);
  return plain ? number : (counted(value, unit) ?? `${number} ${unit}`);
}

/** Day and time where the reader is, in their language. */
export function dateOf(at: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}
