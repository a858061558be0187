import type { Participant } from "../lib/messages";
import { personOf, type View } from "../lib/state";
import { t, tn } from "../texts";

/** The person's own name, or what they are. */
export function nameOf(person: Participant): string {
  return person.name || t(`role.${person.role}`);
}

/** The therapist as the patient calls them; null while there is none in the room. */
export function therapistName(view: View): string | null {
  const therapist = personOf(view, "therapist");
  return therapist?.connected ? therapist.name || t("role.your_therapist") : null;
}

/** `6 reps`: what is kept whatever happens to the line. */
export function kept(view: View): string {
  return tn("reps", view.state?.reps ?? 0);
}
