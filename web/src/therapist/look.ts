import { lookOf } from "../lib/look";
import type { Session } from "../lib/session";
import type { Look } from "../lib/skeleton";
import { layers } from "../parts/Tools";

/** How the patient's body is drawn on the therapist's page at this moment. */
export function lookNow(session: Session): Look {
  const sure = session.poses.newest?.sure ?? true;
  const shown = lookOf(session.view.peek(), session.now.peek(), sure);
  const badges = layers.angles.peek() ? shown.badges : [];
  return { ...shown, badges, mirrored: false, skeleton: layers.skeleton.peek(), stale: false };
}
