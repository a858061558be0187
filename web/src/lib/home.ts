/** Exercising at home without the therapist, as the server tells it. */

import { ask, type Answer } from "./entrance";

export interface HomeToday {
  /** Of today, in their order. */
  exercises: string[];
  /** What to have ready for them, in words. */
  have: string[];
  /** A session of today was left and can be gone back to. */
  begun: boolean;
  /** Days with exercises of the last seven. */
  planned: number;
  done: number;
}

export interface Needs {
  patient: string;
  reasons: { why: "safety" | "pain" | "missed"; n: number }[];
  planned: number;
  done: number;
}

const home = (code: string) => `/api/v1/personal/${encodeURIComponent(code)}/home`;
/** The day is the patient's, wherever the server stands. */
const here = () => ({ minutes_east: -new Date().getTimezoneOffset() });

export const homeToday = (code: string): Promise<Answer<HomeToday>> => ask("POST", `${home(code)}/today`, here());
export const beginHome = (code: string): Promise<Answer<{ session_url: string }>> => ask("POST", home(code), here());
export const attention = (): Promise<Answer<Needs[]>> => ask("GET", "/api/v1/attention");
