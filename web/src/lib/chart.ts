/** Intake, goals and the emergency card, as the server tells them. */

import { ask, type Answer } from "./entrance";

export interface Emergency {
  contact: string;
  phone: string;
  address: string;
  plan: string;
}

export const RED_FLAGS = [
  "chest_pain",
  "breathless",
  "fainting",
  "new_weakness",
  "severe_headache",
  "recent_fall",
  "recent_surgery",
  "uncontrolled_pressure",
  "seizures",
] as const;
export type RedFlag = (typeof RED_FLAGS)[number];

export interface Intake {
  diagnosis: string;
  since: string;
  side: "left" | "right" | "both" | "none";
  history: string;
  symptoms: string;
  pain: number | null;
  pain_where: string;
  fatigue: number | null;
  activities: string;
  equipment: string;
  /** Ids of the things that are there at home; null: nobody has asked. */
  has: string[] | null;
  red_flags: RedFlag[];
  emergency: Emergency;
}

export interface Goal {
  id: string;
  what: string;
  measure: string;
  by: string | null;
  weight: number;
  expected: string;
  begun: number;
  now: number | null;
  /** The day nobody works towards it any more. */
  ended: string | null;
}

export interface Written {
  /** 0 before the first version. */
  number: number;
  by: string | null;
  at: string | null;
}

export type IntakeShown = Written & { intake: Intake; things: Thing[]; earlier: Written[] };

/** What can be there at home, in words. */
export interface Thing {
  id: string;
  name: string;
}

export type GoalsShown = Written & { goals: { items: Goal[] }; begun: number | null; now: number | null };

export interface Card {
  name: string;
  emergency: Emergency;
  red_flags: RedFlag[];
}

const of = (patient: string, kind: "intake" | "goals") => `/api/v1/patients/${encodeURIComponent(patient)}/${kind}`;
export const intakeOf = (patient: string): Promise<Answer<IntakeShown>> => ask("GET", of(patient, "intake"));
export const earlierIntake = (patient: string, number: number): Promise<Answer<IntakeShown>> => ask("GET", `${of(patient, "intake")}/${number}`);
export const saveIntake = (patient: string, based_on: number, intake: Intake): Promise<Answer<IntakeShown>> => ask("POST", of(patient, "intake"), { based_on, intake });
export const goalsOf = (patient: string): Promise<Answer<GoalsShown>> => ask("GET", of(patient, "goals"));
export const saveGoals = (patient: string, based_on: number, items: Goal[]): Promise<Answer<GoalsShown>> =>
  ask("POST", of(patient, "goals"), { based_on, goals: { items } });
export const emergencyOf = (code: string): Promise<Answer<Card | null>> => ask("GET", `/api/v1/emergency/${encodeURIComponent(code)}`);
