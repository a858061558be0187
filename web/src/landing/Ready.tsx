import type { NewSession } from "../lib/api";
import { keepName, ownName } from "../lib/link";
import { Code, isLocal } from "../parts/Code";
import { CopyLink } from "../parts/CopyLink";
import { t } from "../texts";

/** The two links of a new session. */
export function Ready({ session, again }: { session: NewSession; again: () => void }) {
  const patient = new URL(session.patient_url, location.href).href;
  const local = isLocal(patient);
  return (
    <section class="ready">
      <h1>{t("landing.ready")}</h1>
      <ol>
        <li>
          <h2>{t("landing.patient_step")}</h2>
          <p>{local ? t("landing.local_hint") : t("landing.patient_hint")}</p>
          <CopyLink url={patient} />
          {session.patient_qr_svg && !local && <Code svg={session.patient_qr_svg} />}
        </li>
        <li>
          <h2>{t("landing.therapist_step")}</h2>
          <p>{t("landing.therapist_hint")}</p>
          <label class="field">
            <span>{t("landing.name")}</span>
            <input
              value={ownName()}
              maxLength={80}
              autocomplete="name"
              onInput={(event) => {
                keepName(event.currentTarget.value);
              }}
            />
          </label>
          <a class="button first" href={session.therapist_url}>
            {t("landing.open")}
          </a>
        </li>
      </ol>
      <button type="button" class="button bare" onClick={again}>
        {t("landing.again")}
      </button>
    </section>
  );
}
