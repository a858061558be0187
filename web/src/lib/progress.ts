/** How a patient gets on, as the server tells it, and where things stand in its pictures. */

import type { Goal } from "./chart";
import { ask, type Answer } from "./entrance";
import { language } from "../texts";
import { amount, decimal } from "./units";

export const KEPT = ["done", "partly", "missed", "led", "extra", "to_come", "free"] as const;
export type Kept = (typeof KEPT)[number];

export interface Day {
  /** As 2026-11-03, where the reader is. */
  date: string;
  kept: Kept;
  /** Exercises. */
  planned: number;
  /** Of them those with all their sets. */
  done: number;
}

export interface Point {
  /** UTC. */
  at: string;
  value: number;
  measured: boolean;
}

export interface Followed {
  kind: "range" | "reps" | "time" | "test";
  id: string;
  name: string;
  side: "left" | "right" | "both";
  unit: string;
  rising: boolean;
  /** Oldest first. */
  points: Point[];
  /** A smaller change may be chance; `matters`: it is the smallest that matters to people. */
  smallest: { value: number; matters: boolean; source: string } | null;
  verdict: "better" | "worse" | "same" | "unknown";
}

export interface Progress {
  weeks: Day[][];
  tests: Followed[];
  unconfirmed: number;
  exercises: Followed[];
  goals: Goal[];
  scores: { at: string; score: number }[];
}

const wish = () => new URLSearchParams({ language: language.value, minutes_east: String(-new Date().getTimezoneOffset()) });
export const progressOf = (patient: string): Promise<Answer<Progress>> =>
  ask("GET", `/api/v1/patients/${encodeURIComponent(patient)}/progress?${wish()}`);
export const ownProgress = (code: string): Promise<Answer<Progress>> =>
  ask("GET", `/api/v1/personal/${encodeURIComponent(code)}/progress?${wish()}`);

/** How many planned days are over, and of them were done whole and in part. */
export function tally(weeks: readonly Day[][]): { planned: number; done: number; partly: number } {
  const over = weeks.flat().filter(({ planned, kept }) => planned > 0 && kept !== "to_come");
  const of = (wanted: Kept) => over.filter(({ kept }) => kept === wanted).length;
  return { planned: over.length, done: of("done"), partly: of("partly") };
}

/** A plain date of the calendar, whatever the reader's time zone. */
export function dayIn(date: string, language: string, shape: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...shape, timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
}

/** Three or more round values from `low` to `high`, as far apart as they can be; of what is counted whole ones. */
export function ticks(low: number, high: number, whole: boolean): number[] {
  const power = 10 ** Math.floor(Math.log10(high - low));
  const steps = [5 * power, 2 * power, power, power / 2, power / 5].filter((step) => !whole || step >= 1);
  const found = steps.map((step) => multiples(low, high, step)).find(({ length }) => length >= 3);
  return found ?? multiples(low, high, whole ? 1 : power / 5);
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** The least and greatest value of the picture: all points and the band, with a tenth of room. */
export function spanOf({ points, smallest }: Followed): [number, number] {
  const first = points[0]?.value ?? 0;
  const ends = [...points.map(({ value }) => value), ...(smallest ? [first - smallest.value, first + smallest.value] : [])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((high - low) / 10, Math.abs(high) / 20) || 1;
  const under = low - room;
  return [low >= 0 ? Math.max(0, under) : under, high + room];
}

const SIGNS: Record<string, string> = { "°": "°", s: " s", cm: " cm", "m/s": " m/s" };
const COUNTS = ["", "stands", "steps", "stages"];
/** It is counted in whole ones. */
export const isCount = ({ unit }: Followed): boolean => COUNTS.includes(unit);
/** A share of a body's length is said in per cent. */
const isShare = (unit: string) => unit.startsWith("×") || unit.startsWith("of ");

/** No more places than it has. */
function brief(value: number, unit: string): string {
  const places = [0, 1, 2].find((n) => Math.abs(Number(value.toFixed(n)) - value) < 1e-9) ?? 2;
  return decimal(value, places) + (SIGNS[unit] ?? "");
}

/** A value on the axis, as short as it goes. */
export const onAxis = (value: number, { unit }: Followed): string => (isShare(unit) ? `${decimal(value * 100, 0)} %` : brief(value, unit));

/** How much a change may be without meaning anything: as it was published. */
export const errorOf = (value: number, unit: string): string => (unit in SIGNS ? brief(value, unit) : amount(value, unit));
