/** Consents, the audit, roles, and whose patients and sessions are whose, as the server tells them. */

import { language } from "../texts";
import { ask, type Answer } from "./entrance";
import type { Colleague, Patient } from "./people";

export interface Agreement {
  kind: "call" | "recording" | "data";
  title: string;
  text: string;
  /** Of the words shown. */
  version: string;
  /** Null: not answered yet. */
  given: boolean | null;
  at: string | null;
}

export interface AuditLine {
  id: number;
  at: string;
  who: string;
  role: string;
  action: string;
  subject: string;
  done: boolean;
}

export interface Leader {
  id: string;
  name: string;
}

export interface Ownerless {
  id: string;
  started_at: string;
}

const API = "/api/v1";
const part = (text: string) => encodeURIComponent(text);
const spoken = () => `?language=${language.value}`;

export const ownAgreements = (code: string): Promise<Answer<Agreement[]>> => ask("GET", `${API}/personal/${part(code)}/consents${spoken()}`);
export const agree = (code: string, { kind, version }: Agreement, given: boolean): Promise<Answer<Agreement[]>> =>
  ask("POST", `${API}/personal/${part(code)}/consents${spoken()}`, { kind, version, given });
export const agreementsOf = (patient: string): Promise<Answer<Agreement[]>> => ask("GET", `${API}/patients/${part(patient)}/consents${spoken()}`);

/** `before`: older than this line. */
export const audit = (before: number | null): Promise<Answer<AuditLine[]>> => ask("GET", `${API}/audit${before === null ? "" : `?before=${before}`}`);

export const leaders = (): Promise<Answer<Leader[]>> => ask("GET", `${API}/colleagues`);
export const handOver = (patient: string, to: string, stay: boolean): Promise<Answer<Patient>> =>
  ask("POST", `${API}/patients/${part(patient)}/handed-over`, { to, stay });
export const setRole = (person: string, role: Colleague["role"]): Promise<Answer<null>> => ask("POST", `${API}/people/${part(person)}/role`, { role });
export const ownerless = (): Promise<Answer<Ownerless[]>> => ask("GET", `${API}/ownerless`);
export const adopt = (session: string, therapist: string): Promise<Answer<null>> =>
  ask("POST", `${API}/ownerless/${part(session)}/adopted`, { therapist });
