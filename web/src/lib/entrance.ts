/** Who is signed in here, and the way in. A refusal is the server's own sentence. */

import { language, t } from "../texts";

export interface Me {
  id: string;
  name: string;
  role: "administrator" | "therapist" | "reviewer" | "patient" | "caregiver";
  language: string;
}

export interface Entrance {
  /** There is an administrator: people sign in. Otherwise: the first run. */
  begun: boolean;
  /** The first run needs the code that the server printed. */
  code_needed: boolean;
  person: Me | null;
  /** Whom one can sign in with besides; empty: nobody. */
  provider: string;
  /** One signs in with a password here. */
  passwords: boolean;
}

export interface FirstRun {
  clinic: string;
  name: string;
  login: string;
  password: string;
  code: string;
  language: string;
}

/** What was asked for, or a sentence for the person in front of the page. */
export type Answer<T> = { ok: true; value: T } | { ok: false; text: string; status: number; body?: unknown };

/** A request to this server, with JSON both ways. */
export async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const headers = { "accept-language": language.value, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const response = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const got: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, value: got as T };
    const detail = typeof got === "object" && got !== null && "detail" in got ? got.detail : null;
    return { ok: false, text: typeof detail === "string" ? detail : t("landing.failed"), status: response.status, body: got };
  } catch {
    return { ok: false, text: t("landing.failed"), status: 0 };
  }
}

function isEntrance(value: unknown): value is Entrance {
  return typeof value === "object" && value !== null && "begun" in value && "person" in value;
}

export async function entrance(): Promise<Answer<Entrance>> {
  const answer = await ask<unknown>("GET", "/api/v1/entrance");
  if (!answer.ok || isEntrance(answer.value)) return answer as Answer<Entrance>;
  return { ok: false, text: t("landing.failed"), status: 0 };
}

export function firstRun(wish: FirstRun): Promise<Answer<Me>> {
  return ask("POST", "/api/v1/first-run", wish);
}

export function signIn(login: string, password: string): Promise<Answer<Me>> {
  return ask("POST", "/api/v1/sign-in", { login, password });
}

export function signOut(): Promise<Answer<null>> {
  return ask("POST", "/api/v1/sign-out", {});
}

const REFUSALS = ["unknown", "unverified", "refused", "down", "expired", "untrusted", "often"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Why the way back from the provider led to nobody being signed in. */
export function refusalOf(search: string): Refusal | null {
  const said = new URLSearchParams(search).get("sign_in");
  return REFUSALS.find((one) => one === said) ?? null;
}

/** The door to the provider, and from there to where the person was on the way to. */
export function providerDoor(search: string): string {
  const next = nextOf(search);
  return `/api/v1/oidc/begin${next ? `?next=${encodeURIComponent(next)}` : ""}`;
}

/** Where the person was on the way to before they had to sign in: a page of this server, or none. */
export function nextOf(search: string): string | null {
  const next = new URLSearchParams(search).get("next");
  return next && /^\/(board|(s|review)\/[\w-]+)$/.test(next) ? next : null;
}
