/** Reminders, e-mail, calendar files and patients that come in a file, as the server tells them. */

import { language, t } from "../texts";
import { ask, type Answer } from "./entrance";

export interface ReminderWish {
  /** Empty: no reminders. */
  email: string;
  zone: string;
  sessions: boolean;
  home: boolean;
}

/** One that went out. */
export interface Reminded {
  at: string;
  about: "session" | "home";
  starts_at: string | null;
  refused: boolean;
}

export interface RemindersSet extends ReminderWish {
  /** This server sends e-mail. */
  sent_here: boolean;
  refused: boolean;
  lately: Reminded[];
  /** Why less goes out than is wished, in sentences. */
  why_not: string[];
}

export interface Mail {
  host: string;
  port: number;
  security: string;
  sender: string;
  /** Where a test went to. */
  tried: string;
}

export interface Arrived {
  line: number;
  name: string;
  state: "new" | "known" | "refused";
  why: string;
}

export interface Arrivals {
  added: boolean;
  new: number;
  known: number;
  refused: number;
  patients: Arrived[];
}

const API = "/api/v1";
const part = (text: string) => encodeURIComponent(text);

export const patientsReminders = (patient: string): string => `${API}/patients/${part(patient)}/reminders`;
export const ownReminders = (code: string): string => `${API}/personal/${part(code)}/reminders`;
/** `door`: one of these two. */
export const remindersAt = (door: string): Promise<Answer<RemindersSet>> => ask("GET", door);
export const remind = (door: string, wish: ReminderWish): Promise<Answer<RemindersSet>> => ask("POST", door, wish);

export const mailServer = (): Promise<Answer<Mail | null>> => ask("GET", `${API}/mail`);
export const tryMail = (email: string): Promise<Answer<Mail>> => ask("POST", `${API}/mail/test`, { email });

export const OWN_DIARY = `${API}/calendar.ics`;
export const appointmentFile = (id: number): string => `${API}/appointments/${id}/calendar.ics`;
export const diaryFile = (code: string): string => `${API}/personal/${part(code)}/calendar.ics`;

/** What becomes of the patients in a file; `add`: it happens too. */
export async function bring(file: ArrayBuffer, add: boolean): Promise<Answer<Arrivals>> {
  try {
    const headers = { "accept-language": language.value, "content-type": "application/octet-stream" };
    const response = await fetch(`${API}/patients/import?add=${add}`, { method: "POST", headers, body: file });
    const got = (await response.json()) as Arrivals | { detail?: string };
    if (response.ok) return { ok: true, value: got as Arrivals };
    const detail = "detail" in got ? got.detail : undefined;
    return { ok: false, text: detail ?? t("landing.failed"), status: response.status };
  } catch {
    return { ok: false, text: t("landing.failed"), status: 0 };
  }
}

/** Every time zone the browser knows, and the one that is set. */
export function zonesWith(set: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes(set) ? known : [set, ...known];
}

/** Where this browser is. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
