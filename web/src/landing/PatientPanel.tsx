import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import type { Answer } from "../lib/entrance";
import { deleteSession } from "../lib/erasing";
import { appoint, patient, revokeLink, sendLink, when, type Patient, type PersonalLink } from "../lib/people";
import { Code, isLocal } from "../parts/Code";
import { CopyLink } from "../parts/CopyLink";
import { Sure } from "../parts/Sure";
import { ProgrammeSection } from "../programme/ProgrammeSection";
import { language, t } from "../texts";

/** The personal link, to copy, send or scan, and the code that goes another way. */
export function SendLink({ link }: { link: PersonalLink }) {
  const local = isLocal(link.url);
  const mail = `mailto:?subject=${encodeURIComponent(t("patient.mail_subject"))}&body=${encodeURIComponent(t("patient.mail", { link: link.url }))}`;
  return (
    <div class="send">
      <h2>{t("landing.patient_step")}</h2>
      <p class="quiet">{local ? t("landing.local_hint") : t("patient.link_hint")}</p>
      <CopyLink url={link.url} />
      {!local && (
        <a class="button" href={mail}>
          {t("patient.send_mail")}
        </a>
      )}
      {!local && <Code svg={link.qr_svg} />}
      <p>
        {t("patient.first_code")} <strong class="number digits">{link.first_code}</strong>
      </p>
      <p class="quiet">{t("patient.first_code_hint")}</p>
      {link.locked && <p class="problem">{t("patient.locked")}</p>}
    </div>
  );
}

interface Change {
  change: (request: Promise<Answer<Patient>>) => void;
}

function Link({ at, change }: { at: Patient } & Change) {
  return (
    <section>
      {at.link ? <SendLink link={at.link} /> : <p class="quiet">{t("patient.no_link")}</p>}
      <div class="actions">
        <button
          type="button"
          class="button"
          onClick={() => {
            change(sendLink(at.id));
          }}
        >
          {at.link ? t("patient.resend") : t("patient.new_link")}
        </button>
        {at.link && (
          <button
            type="button"
            class="button danger"
            onClick={() => {
              change(revokeLink(at.id));
            }}
          >
            {t("patient.revoke")}
          </button>
        )}
      </div>
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
            <time dateTime={starts_at}>{when(starts_at, language.value)}</time>
            <span>{t("day.minutes", { n: minutes })}</span>
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

function Sessions({ at, change }: { at: Patient } & Change) {
  return (
    <section>
      <h2>{t("patient.sessions")}</h2>
      {at.sessions.length === 0 && <p class="quiet">{t("patient.no_sessions")}</p>}
      <ul class="rows">
        {at.sessions.map(({ id, started_at, ended, reviewed, therapist_url, review_url }) => (
          <li key={id}>
            <time dateTime={started_at}>{when(started_at, language.value)}</time>
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
          </div>
          <ProgrammeSection patient={found.id} />
          <Link at={found} change={change} />
          <Appoint at={found} change={change} />
          <Sessions at={found} change={change} />
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
