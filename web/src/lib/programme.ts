/** A patient's programme, as the server tells it. */

import { ask, type Answer } from "./entrance";

/** A thing to exercise with, and which one: an exercise band, yellow. */
export interface Needed {
  thing: string;
  detail: string;
}

export interface Prescription {
  /** Stays the same through all versions. */
  id: string;
  exercise: string;
  side: "left" | "right" | "both";
  sets: number;
  reps: number;
  hold_s: number | null;
  /** In the exercise's own unit; null: the patient's own calibration. */
  target: number | null;
  tempo: { out: number; hold: number; back: number } | null;
  rest_s: number;
  /** Of the week, Monday 0, at home. */
  days: number[];
  support: string;
  equipment: Needed[];
  stop: { pain: number; effort: number };
  /** Within these the repetitions may change without the therapist; null: not at all. */
  limits: { fewest: number; most: number } | null;
  thresholds: Record<string, number>;
  note: string;
}

export interface Programme {
  items: Prescription[];
  condition: string | null;
}

export interface VersionBrief {
  number: number;
  by: string;
  at: string;
}

export interface Version extends VersionBrief {
  programme: Programme;
}

export interface Suggested {
  item: string;
  why: "done_in_full" | "pain" | "effort" | "unsafe" | "not_managed";
  proposed: Prescription;
}

export interface Programmes {
  newest: Version | null;
  versions: VersionBrief[];
  suggestions: Suggested[];
  /** Ids of the things that the intake says are there at home; null: nobody has asked. */
  at_home: string[] | null;
}

/** Somebody else saved first: nothing was changed, nothing is lost. */
export interface Meanwhile {
  detail: string;
  newest: Version;
  together: Programme | null;
}

export interface Named {
  id: string;
  name: string;
}

export interface Prescribable extends Named {
  sides: Prescription["side"][];
  reps: number;
  sets: number;
  hold_s: number | null;
  rest_s: number;
  unit: string;
  target: number;
  equipment: string[];
  thresholds: Record<string, number>;
  threshold_names: Record<string, string>;
  therapist_only: boolean;
}

export interface Template extends Named {
  source: string;
  watch: string[];
  items: Prescription[];
}

export interface Library {
  exercises: Prescribable[];
  templates: Template[];
  supports: Named[];
  equipment: Named[];
}

const of = (patient: string) => `/api/v1/patients/${encodeURIComponent(patient)}/programme`;

export const printOf = (patient: string): string => `${of(patient)}/print`;
export const programmes = (patient: string): Promise<Answer<Programmes>> => ask("GET", of(patient));
export const version = (patient: string, number: number): Promise<Answer<Version>> => ask("GET", `${of(patient)}/${number}`);
export const library = (language: string): Promise<Answer<Library>> => ask("GET", `/api/v1/programmes/library?language=${language}`);
export const save = (patient: string, basedOn: number, programme: Programme): Promise<Answer<Programmes>> =>
  ask("POST", of(patient), { based_on: basedOn, programme });

/** What came with a refusal because somebody else saved meanwhile; null for any other answer. */
export function meanwhileIn(answer: Answer<unknown>): Meanwhile | null {
  if (answer.ok || answer.status !== 409) return null;
  const body = answer.body;
  return typeof body === "object" && body !== null && "newest" in body ? (body as Meanwhile) : null;
}

/** A new item with the exercise's usual dose; no days, so that nothing is done at home before somebody says so. */
export function itemOf(exercise: Prescribable, taken: readonly string[]): Prescription {
  let n = taken.length + 1;
  while (taken.includes(`i${n}`)) n += 1;
  return {
    id: `i${n}`,
    exercise: exercise.id,
    side: exercise.sides[0] ?? "both",
    sets: exercise.sets,
    reps: exercise.reps,
    hold_s: exercise.hold_s,
    target: null,
    tempo: null,
    rest_s: exercise.rest_s,
    days: [],
    support: "near",
    equipment: exercise.equipment.map((thing) => ({ thing, detail: "" })),
    stop: { pain: 5, effort: 5 },
    limits: null,
    thresholds: {},
    note: "",
  };
}

/** Whether some of it is done with one side, so that somebody has to say which. */
export const oneSided = (items: readonly Prescription[]): boolean => items.some(({ side }) => side !== "both");

/** The same with all that is done with one side on this side. */
export function onSide(items: readonly Prescription[], side: "left" | "right"): Prescription[] {
  return items.map((item) => (item.side === "both" ? item : { ...item, side }));
}

/** The list with the item at `index` one place further up (-1) or down (+1). */
export function moved<T>(items: readonly T[], index: number, by: 1 | -1): T[] {
  const made = [...items];
  const [one] = made.splice(index, 1);
  if (one !== undefined) made.splice(Math.max(0, index + by), 0, one);
  return made;
}

/** Monday 0 in the reader's language, short. */
export function dayName(day: number, language: string, weekday: "short" | "narrow" | "long" = "short"): string {
  return new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + day)));
}

/** What an exercise for at home needs and is not there, as far as somebody has asked. */
export function missingAtHome({ days, equipment }: Prescription, atHome: readonly string[] | null): string[] {
  if (atHome === null || days.length === 0) return [];
  return equipment.map(({ thing }) => thing).filter((thing) => !atHome.includes(thing));
}
