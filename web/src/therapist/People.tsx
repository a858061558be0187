import { signal } from "@preact/signals";

import type { Person } from "../lib/messages";
import type { Session } from "../lib/session";
import { t } from "../texts";

/** The therapist is about to say who the patient is: numbers choose. */
export const picking = signal(false);

/** Says that the one in this box is the patient. */
export function pick(session: Session, person: Person): void {
  const [left, top, right, bottom] = person.box;
  picking.value = false;
  session.send({ type: "choose_patient", x: (left + right) / 2, y: top + (bottom - top) * TRUNK });
}

/** How far down a box the middle of the trunk is. */
const TRUNK = 0.35;

/** The person with this number, counted from the left. */
export function pickNumber(session: Session, index: number): void {
  const person = session.view.peek().people?.people[index];
  if (person) pick(session, person);
}

/** Nothing to choose while one is alone. */
export function togglePicking(session: Session): void {
  picking.value = !picking.peek() && (session.view.peek().people?.people.length ?? 0) > 1;
}

const share = (n: number) => `${(n * 100).toFixed(1)}%`;

function placeOf([left, top, right, bottom]: Person["box"]) {
  return { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) };
}

function tagOf(person: Person, chosen: boolean, n: number): string {
  if (!person.followed) return t("who.other", { n });
  return chosen ? t("who.chosen", { n }) : t("who.followed", { n });
}

/** Outlines around everybody in the picture while there are several: a tap says who is the patient. */
export function People({ session, leads }: { session: Session; leads: boolean }) {
  const people = session.view.value.people;
  if (!people || people.people.length < 2) return null;
  return (
    <ul class={`people ${picking.value ? "is-picking" : ""}`} aria-label={t("who.title")}>
      {people.people.map((person, index) => (
        <li key={index} class={person.followed ? "is-followed" : ""} style={placeOf(person.box)}>
          <button
            type="button"
            disabled={!leads}
            aria-pressed={person.followed}
            onClick={() => {
              pick(session, person);
            }}
          >
            <span>{tagOf(person, people.chosen, index + 1)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Beside the picture's top while the keys choose. */
export function PickHint({ session }: { session: Session }) {
  const n = session.view.value.people?.people.length ?? 0;
  if (!picking.value || n < 2) return null;
  return (
    <p class="pick-hint" role="status">
      {t("who.pick", { n })}
    </p>
  );
}
