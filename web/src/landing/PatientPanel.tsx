import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import type { Answer } from "../lib/entrance";
import { deleteSession } from "../lib/erasing";
import { appoint, patient, revokeLink, sendLink, when, type Patient } from "../lib/people";
import { appointmentFile, patientsReminders } from "../lib/reach";
import { Icon } from "../parts/Icon";
import { Reminders } from "../parts/Reminders";
import { Sure } from "../parts/Sure";
import { ProgrammeSection } from "../programme/ProgrammeSection";
import { ProgressSection } from "../progress/ProgressSection";
import { language, locale, t } from "../texts";
import { Caregivers } from "./Caregivers";
import { GoalsSection } from "./GoalsSection";
import { Consents, HandOver } from "./HandOver";
import { IntakeSection } from "./IntakeSection";
import { LinkSection } from "./Link";
import { Upload } from "./Upload";

/** Shows what the patient is after it. */
export interface Change {
  change: (request: Promise<Answer<Patient>>) => void;
}

function Link({ at, change }: { at: Patient } & Change) {
  return (
    <section>
      <LinkSection
        link={at.link}
        title={t("landing.patient_step")}
        send={() => {
          change(sendLink(at.id));
        }}
        revoke={() => {
          change(revokeLink(at.id));
        }}
      />
    </section>
  );
}

function Appoint({ at, change }: { at: Patient } & Change) {
  const submit = (form: FormData) => {
    const [at_, minutes] = [form.get("at"), form.get("minutes")];
    if (typeof at_ === "string" && typeof minutes === "string") change(appoint(at.id, new Date(at_), Number(minutes)));
  };
  return (
    <section>
      <h2>{t("day.diary")}</h2>
      <ul class="rows">
        {at.appointments.map(({ id, starts_at, minutes }) => (
          <li key={id}>
            <time dateTime={starts_at}>{when(starts_at, locale())}</time>
            <span>{t("day.minutes", { n: minutes })}</span>
            <a class="button bare" href={appointmentFile(id)} download="session.ics" aria-label={t("calendar.of", { when: when(starts_at, locale()) })}>
              {t("calendar.file")}
            </a>
          </li>
        ))}
      </ul>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <label class="field">
          <span>{t("patient.when")}</span>
          <input type="datetime-local" name="at" required />
        </label>
        <label class="field short">
          <span>{t("patient.minutes")}</span>
          <input type="number" name="minutes" required min={5} max={240} value={30} />
        </label>
        <button type="submit" class="button">
          {t("patient.appoint")}
        </button>
      </form>
    </section>
  );
}

/** The review's address ends with its code. */
const codeOf = (address: string) => address.split("/").at(-1) ?? "";

/** The newest session's report has the course over all before it. */
function Progress({ sessions }: { sessions: Patient["sessions"] }) {
  const [newest, earlier] = sessions.filter(({ ended }) => ended).sort((a, b) => b.started_at.localeCompare(a.started_at));
  if (!newest || !earlier) return null;
  const wish = new URLSearchParams({ language: language.value, blur_face: "false" });
  return (
    <a class="button" target="_blank" rel="noopener" href={`/api/v1/review/${codeOf(newest.review_url)}/export/record?${wish}`}>
      {t("patient.progress")}
    </a>
  );
}

function Sessions({ at, change }: { at: Patient } & Change) {
  return (
    <section>
      <h2>{t("patient.sessions")}</h2>
      <Progress sessions={at.sessions} />
      {at.sessions.length === 0 && <p class="quiet">{t("patient.no_sessions")}</p>}
      <ul class="rows">
        {at.sessions.map(({ id, started_at, ended, reviewed, therapist_url, review_url }) => (
          <li key={id}>
            <time dateTime={started_at}>{when(started_at, locale())}</time>
            <span class="quiet">{!ended ? t("day.runs") : reviewed ? t("patient.reviewed") : t("patient.not_reviewed")}</span>
            <a class="button" href={ended ? review_url : therapist_url}>
              {ended ? t("patient.review") : t("day.rejoin")}
            </a>
            {ended && (
              <Sure
                name={t("erase.delete")}
                question={t("erase.sure")}
                act={() => deleteSession(codeOf(review_url))}
                done={() => {
                  change(patient(at.id));
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sections({ at, change, intakeSaved }: { at: Patient; intakeSaved: () => void } & Change) {
  return (
    <div class="sections">
      <Sessions at={at} change={change} />
      <Appoint at={at} change={change} />
      <Link at={at} change={change} />
      <IntakeSection patient={at.id} saved={intakeSaved} />
      <GoalsSection patient={at.id} />
      <Caregivers at={at} change={change} />
      <Consents at={at} />
      <section>
        <h2>{t("remind.title")}</h2>
        <Reminders door={patientsReminders(at.id)} />
      </section>
      <HandOver at={at} change={change} />
    </div>
  );
}

/** One patient: link and code, diary, sessions. */
export function PatientPanel({ id, start, back }: { id: string; start: () => void; back: () => void }) {
  const at = useSignal<Patient | null>(null);
  const problem = useSignal<string | null>(null);
  const change = useCallback(
    (request: Promise<Answer<Patient>>) => {
      void request.then((answer) => {
        if (answer.ok) [at.value, problem.value] = [answer.value, null];
        else problem.value = answer.text;
      });
    },
    [at, problem],
  );
  useEffect(() => {
    change(patient(id));
  }, [id, change]);
  const found = at.value;
  const uploading = useSignal(false);
  const intakes = useSignal(0);
  if (uploading.value) return <Upload patient={id} back={() => (uploading.value = false)} />;
  return (
    <div class="day patient">
      <div class="actions">
        <button type="button" class="button bare" onClick={back}>
          {t("day.back")}
        </button>
      </div>
      {found && (
        <>
          <h1>{found.name}</h1>
          <p class="quiet">{t("patient.carers", { names: found.carers.join(", ") })}</p>
          <div class="actions">
            <button type="button" class="button first" onClick={start}>
              {t("day.start", { name: found.name })}
            </button>
            <button type="button" class="button" onClick={() => (uploading.value = true)}>
              <Icon name="upload" />
              {t("upload.title")}
            </button>
          </div>
          <ProgrammeSection patient={found.id} intake={intakes.value} />
          <ProgressSection patient={found.id} />
          <Sections at={found} change={change} intakeSaved={() => (intakes.value += 1)} />
        </>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
