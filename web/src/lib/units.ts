/** Numbers as people read them. */

import { language, t } from "../texts";

const MINUS = "\u2212";

function digits(value: number, places: number): string {
  const rounded = Number(value.toFixed(places));
  const shape = { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false };
  const text = new Intl.NumberFormat(language.value, shape).format(Math.abs(rounded));
  return rounded < 0 ? MINUS + text : text;
}

/** The number alone, for a badge or an axis: `94°`, `12.5 s`, `98 %` for a share (`× standing`), else `0.74`. */
export function figure(value: number, unit: string): string {
  if (unit === "deg" || unit === "°") return `${digits(value, 0)}°`;
  if (unit === "s") return t("seconds", { n: digits(value, 1) });
  return unit.startsWith("×") ? `${digits(value * 100, 0)} %` : digits(value, 2);
}

/** With what it is a share of: `98 % of standing`. */
export function amount(value: number, unit: string): string {
  const number = figure(value, unit);
  const whole = unit.slice(1).trim();
  if (unit.startsWith("×")) return whole ? t("unit.share", { n: number, whole }) : number;
  const plain = ["deg", "°", "s", "", "ratio", "1"].includes(unit);
  return plain ? number : `${number} ${unit}`;
}
