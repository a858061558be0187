import { addCaregiver, releaseCaregiver, revokeCaregiver, sendCaregiver, type Caregiver, type Patient } from "../lib/people";
import { AddByName } from "../parts/AddByName";
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
  return (
    <section>
      <h2>{t("caregiver.title")}</h2>
      {at.caregivers.length === 0 && <p class="quiet">{t("caregiver.none")}</p>}
      {at.caregivers.map((one) => (
        <One key={one.id} at={at} one={one} change={change} />
      ))}
      <AddByName
        field="caregiver"
        label="caregiver.name"
        button="caregiver.add"
        add={async (name) => {
          const asked = addCaregiver(at.id, name, language.value);
          change(asked);
          return (await asked).ok;
        }}
      />
    </section>
  );
}
