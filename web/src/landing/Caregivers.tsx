import { useSignal } from "@preact/signals";

import { addCaregiver, releaseCaregiver, revokeCaregiver, sendCaregiver, type Caregiver, type Patient } from "../lib/people";
import { Icon } from "../parts/Icon";
import { Sure } from "../parts/Sure";
import { language, t } from "../texts";
import { LinkSection } from "./Link";
import type { Change } from "./PatientPanel";

function One({ at, one, change }: { at: Patient; one: Caregiver } & Change) {
  return (
    <details class="caregiver">
      <summary>{one.name}</summary>
      <LinkSection
        link={one.link}
        title={t("caregiver.link")}
        send={() => {
          change(sendCaregiver(at.id, one.id));
        }}
        revoke={() => {
          change(revokeCaregiver(at.id, one.id));
        }}
      />
      <Sure
        name={t("caregiver.release")}
        question={t("caregiver.release_sure", { name: one.name })}
        yes={t("caregiver.release")}
        no={t("caregiver.release_no")}
        act={() => releaseCaregiver(at.id, one.id)}
        done={(value) => {
          change(Promise.resolve({ ok: true, value }));
        }}
      />
    </details>
  );
}

/** Who helps at home, each with a link of their own. */
export function Caregivers({ at, change }: { at: Patient } & Change) {
  const name = useSignal("");
  return (
    <section>
      <h2>{t("caregiver.title")}</h2>
      {at.caregivers.length === 0 && <p class="quiet">{t("caregiver.none")}</p>}
      {at.caregivers.map((one) => (
        <One key={one.id} at={at} one={one} change={change} />
      ))}
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          change(addCaregiver(at.id, name.value, language.value));
          name.value = "";
        }}
      >
        <label class="field">
          <span>{t("caregiver.name")}</span>
          <input
            name="caregiver"
            required
            maxLength={120}
            autocomplete="off"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button">
          <Icon name="plus" />
          {t("caregiver.add")}
        </button>
      </form>
    </section>
  );
}
