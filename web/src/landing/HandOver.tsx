import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { agreementsOf, handOver, leaders, type Agreement, type Leader } from "../lib/administration";
import { dateOf, type Patient } from "../lib/people";
import { locale, t } from "../texts";
import type { Change } from "./PatientPanel";

/** How each consent stands; the patient gives and takes back on their own page. */
export function Consents({ at }: { at: Patient }) {
  const all = useSignal<Agreement[]>([]);
  useEffect(() => {
    void agreementsOf(at.id).then((answer) => {
      if (answer.ok) all.value = answer.value;
    });
  }, [at.id, all]);
  return (
    <section>
      <h2>{t("agree.of_patient")}</h2>
      <ul class="rows">
        {all.value.map(({ kind, title, given, at: when }) => (
          <li key={kind}>
            <span class="name">{title}</span>
            <span class="quiet">
              {given === null || when === null
                ? t("agree.open")
                : t(given ? "agree.given" : "agree.taken_back", { date: dateOf(when, locale()) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Another therapist looks after the patient, alone or as well. */
export function HandOver({ at, change }: { at: Patient } & Change) {
  const others = useSignal<Leader[]>([]);
  const stay = useSignal(true);
  useEffect(() => {
    void leaders().then((answer) => {
      if (answer.ok) others.value = answer.value;
    });
  }, [others]);
  if (others.value.length < 2) return null;
  return (
    <section>
      <h2>{t("hand.title")}</h2>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          const to = new FormData(event.currentTarget).get("to");
          if (typeof to === "string") change(handOver(at.id, to, stay.value));
        }}
      >
        <label class="field">
          <span>{t("hand.to")}</span>
          <select name="to">
            {others.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          {t("hand.do")}
        </button>
        <label class="tick">
          <input type="checkbox" checked={stay.value} onChange={(event) => (stay.value = event.currentTarget.checked)} />
          <span>{t("hand.stay")}</span>
        </label>
      </form>
    </section>
  );
}
