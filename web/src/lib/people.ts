/** A therapist's day and a clinic's people, as the server tells them. */

import { ask, type Answer } from "./entrance";

export interface Appointment {
  id: number;
  patient_id: string;
  patient_name: string;
  /** UTC. */
  starts_at: string;
  minutes: number;
}

export interface SessionBrief {
  id: string;
  started_at: string;
  ended: boolean;
  reviewed: boolean;
  therapist_url: string;
  review_url: string;
}

export interface PatientBrief {
  id: string;
  name: string;
  /** In the waiting room now. */
  waiting: boolean;
  running: SessionBrief | null;
  to_review: number;
  next: string | null;
}

export interface Day {
  patients: PatientBrief[];
  appointments: Appointment[];
}

export interface PersonalLink {
  url: string;
  qr_svg: string;
  first_code: string;
  expires_at: string;
  locked: boolean;
}

/** Somebody who helps the patient at home. */
export interface Caregiver {
  id: string;
  name: string;
  link: PersonalLink | null;
}

export interface Patient {
  id: string;
  name: string;
  link: PersonalLink | null;
  carers: string[];
  caregivers: Caregiver[];
  sessions: SessionBrief[];
  appointments: Appointment[];
}

export interface PatientsSession {
  session_id: string;
  therapist_url: string;
  link: PersonalLink;
}

export interface Colleague {
  id: string;
  name: string;
  role: "administrator" | "therapist" | "reviewer";
  login: string;
  active: boolean;
}

const API = "/api/v1";
const of = (id: string) => `${API}/patients/${encodeURIComponent(id)}`;

export const today = (): Promise<Answer<Day>> => ask("GET", `${API}/today`);
export const addPatient = (name: string, language: string): Promise<Answer<Patient>> => ask("POST", `${API}/patients`, { name, language });
export const patient = (id: string): Promise<Answer<Patient>> => ask("GET", of(id));
export const startWith = (id: string): Promise<Answer<PatientsSession>> => ask("POST", `${of(id)}/sessions`, {});
export const sendLink = (id: string): Promise<Answer<Patient>> => ask("POST", `${of(id)}/link`, {});
export const revokeLink = (id: string): Promise<Answer<Patient>> => ask("POST", `${of(id)}/link/revoked`, {});
export const addCaregiver = (id: string, name: string, language: string): Promise<Answer<Patient>> =>
  ask("POST", `${of(id)}/caregivers`, { name, language });
const caregiver = (id: string, who: string) => `${of(id)}/caregivers/${encodeURIComponent(who)}`;
export const sendCaregiver = (id: string, who: string): Promise<Answer<Patient>> => ask("POST", `${caregiver(id, who)}/link`, {});
export const revokeCaregiver = (id: string, who: string): Promise<Answer<Patient>> => ask("POST", `${caregiver(id, who)}/link/revoked`, {});
export const releaseCaregiver = (id: string, who: string): Promise<Answer<Patient>> => ask("POST", `${caregiver(id, who)}/released`, {});
export const appoint = (id: string, startsAt: Date, minutes: number): Promise<Answer<Patient>> =>
  ask("POST", `${of(id)}/appointments`, { starts_at: startsAt.toISOString(), minutes });
export const cancel = (id: number): Promise<Answer<null>> => ask("POST", `${API}/appointments/${id}/cancelled`, {});
export const team = (): Promise<Answer<Colleague[]>> => ask("GET", `${API}/people`);
export const addColleague = (wish: { name: string; role: string; login: string; password: string | null }): Promise<Answer<Colleague>> =>
  ask("POST", `${API}/people`, wish);
export const setActive = (id: string, active: boolean): Promise<Answer<null>> =>
  ask("POST", `${API}/people/${encodeURIComponent(id)}/${active ? "activated" : "deactivated"}`, {});

export interface WaitingRoom {
  name: string;
  /** A caregiver: whom they help. */
  helps: string | null;
  therapist: string | null;
  session_url: string | null;
  next: string | null;
  /** Newest first. */
  recordings: { code: string; started_at: string }[];
}

const personal = (code: string) => `${API}/personal/${encodeURIComponent(code)}`;
export const waitingRoom = (code: string): Promise<Answer<WaitingRoom>> => ask("GET", personal(code));
export const giveCode = (code: string, first: string): Promise<Answer<null>> => ask("POST", `${personal(code)}/device`, { code: first });

/** The day alone. */
export function dateOf(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(at));
}

/** Date and time where the reader is, in their language. */
export function when(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}
