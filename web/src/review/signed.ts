/** Who said something in a session or its review, and when. */

import { when } from "../lib/people";
import { type Key, locale, t } from "../texts";

interface Signed {
  /** Their role. */
  by: string;
  /** Their name, where they were signed in. */
  who: string | null;
  at: string;
}

const ROLES: Readonly<Record<string, Key>> = {
  patient: "role.patient",
  therapist: "role.therapist",
  caregiver: "role.caregiver",
  clinician: "role.clinician",
};

/** The person by name, whoever came by a link by role. */
export function whoOf({ by, who }: Pick<Signed, "by" | "who">): string {
  const role = ROLES[by];
  return who ?? (role ? t(role) : by);
}

export function signed({ by, who, at }: Signed): string {
  return `${whoOf({ by, who })} · ${when(at, locale())}`;
}
