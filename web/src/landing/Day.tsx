import { useSignal, type Signal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { attention, type Needs } from "../lib/home";
import { addPatient, cancel, startWith, today, when, type Appointment, type Day, type PatientBrief, type PatientsSession } from "../lib/people";
import { OWN_DIARY } from "../lib/reach";
import { AddByName } from "../parts/AddByName";
import { Icon } from "../parts/Icon";
import { language, locale, t, tn } from "../texts";
import { SendLink } from "./Link";
import { PatientPanel } from "./PatientPanel";

const AGAIN_MS = 5000;

/** The day, asked again while the page is looked at: a waiting patient comes to the top by itself. */
function useDay(problem: Signal<string | null>): { day: Day | null; needs: readonly Needs[]; look: () => Promise<void> } {
  const day = useSignal<Day | null>(null);
  const needs = useSignal<readonly Needs[]>([]);
  const look = useCallback(async () => {
    const [answer, attend] = await Promise.all([today(), attention()]);
    if (attend.ok) needs.value = attend.value;
    if (answer.ok) day.value = answer.value;
    else problem.value = answer.text;
  }, [day, needs, problem]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [look]);
  return { day: day.value, needs: needs.value, look };
}

/** Why this patient is where they are in the list. */
function reasonOf(patient: PatientBrief, needs: Needs | undefined): string {
  const alerts = (needs?.reasons ?? []).map(({ why, n }) => t(`needs.${why}`, { n }));
  const here = patient.waiting && !patient.running ? t("day.waits") : patient.running ? t("day.runs") : null;
  const said = [...(here ? [here] : []), ...alerts];
  if (said.length > 0) return said.join(" · ");
  if (patient.to_review > 0) return t("day.to_review", { n: patient.to_review });
  return patient.next ? t("day.next", { when: when(patient.next, locale()) }) : t("day.nothing");
}

interface RowProps {
  patient: PatientBrief;
  needs: Needs | undefined;
  start: () => void;
  open: () => void;
}

function Row({ patient, needs, start, open }: RowProps) {
  const waits = patient.waiting && !patient.running;
  const urgent = waits || (needs?.reasons.length ?? 0) > 0;
  return (
    <li class={urgent ? "urgent" : undefined}>
      <button type="button" class="button bare name" onClick={open}>
        {patient.name}
      </button>
      <span class="reason">
        {urgent && <Icon name="alert" />}
        {reasonOf(patient, needs)}
      </span>
      {needs && needs.planned > 0 && <span class="quiet number">{tn("needs.week", needs.planned, { done: needs.done, planned: needs.planned })}</span>}
      {patient.running && !patient.waiting ? (
        <a class="button" href={patient.running.therapist_url}>
          {t("day.rejoin")}
        </a>
      ) : (
        <button type="button" class={waits ? "button first" : "button"} onClick={start}>
          {t("day.start", { name: patient.name })}
        </button>
      )}
    </li>
  );
}

function NewPatient({ added, problem }: { added: (id: string) => void; problem: Signal<string | null> }) {
  const add = async (name: string) => {
    const answer = await addPatient(name, language.value);
    if (answer.ok) added(answer.value.id);
    else problem.value = answer.text;
    return answer.ok;
  };
  return <AddByName field="patient" label="day.new" button="day.add" add={add} />;
}

function Diary({ rows, changed }: { rows: readonly Appointment[]; changed: () => Promise<void> }) {
  return (
    <section>
      <h2>{t("day.diary")}</h2>
      {rows.length === 0 && <p class="quiet">{t("day.diary_empty")}</p>}
      <ul class="rows">
        {rows.map(({ id, patient_name, starts_at, minutes }) => (
          <li key={id}>
            <time class="number" dateTime={starts_at}>
              {when(starts_at, locale())}
            </time>
            <span>{t("day.with", { name: patient_name, n: minutes })}</span>
            <button type="button" class="button bare" onClick={() => void cancel(id).then(changed)}>
              {t("day.cancel")}
            </button>
          </li>
        ))}
      </ul>
      <a class="button" href={OWN_DIARY} download="sessions.ics">
        {t("calendar.diary")}
      </a>
    </section>
  );
}

/** The session that has begun: hand on the link, then go in. */
function Begun({ session, back }: { session: PatientsSession; back: () => void }) {
  return (
    <section class="ready">
      <h1>{t("landing.ready")}</h1>
      <SendLink link={session.link} title={t("landing.patient_step")} />
      <div class="actions">
        <a class="button first" href={session.therapist_url}>
          {t("landing.open")}
        </a>
        <button type="button" class="button bare" onClick={back}>
          {t("day.back")}
        </button>
      </div>
    </section>
  );
}

/** Who waits, who is next, who needs attention; one line each with the reason. `alone`: one patient has the page. */
export function DayView({ alone, hello }: { alone: Signal<boolean>; hello: string }) {
  const problem = useSignal<string | null>(null);
  const begun = useSignal<PatientsSession | null>(null);
  const shown = useSignal<string | null>(null);
  const { day, needs, look } = useDay(problem);
  const rank = (id: string) => needs.findIndex(({ patient, reasons }) => patient === id && reasons.length > 0);
  const patients = day?.patients.toSorted((a, b) => Number(b.waiting) - Number(a.waiting) || Number(rank(b.id) >= 0) - Number(rank(a.id) >= 0)) ?? [];
  const start = async (id: string) => {
    const answer = await startWith(id);
    if (answer.ok) begun.value = answer.value;
    else problem.value = answer.text;
  };
  useEffect(() => {
    alone.value = begun.value !== null || shown.value !== null;
  });
  if (begun.value) return <Begun session={begun.value} back={() => (begun.value = null)} />;
  if (shown.value) {
    const id = shown.value;
    const back = () => {
      shown.value = null;
      void look();
    };
    return <PatientPanel id={id} start={() => void start(id)} back={back} />;
  }
  return (
    <div class="day today">
      <h1>{hello}</h1>
      <section>
        <h2>{t("day.patients")}</h2>
        {day?.patients.length === 0 && <p class="quiet">{t("day.empty")}</p>}
        <ul class="rows">
          {patients.map((patient) => (
            <Row key={patient.id} patient={patient} needs={needs.find((one) => one.patient === patient.id)} start={() => void start(patient.id)} open={() => (shown.value = patient.id)} />
          ))}
        </ul>
        <a class="button" href="/board">
          {t("board.open")}
        </a>
        <NewPatient added={(id) => (shown.value = id)} problem={problem} />
      </section>
      <Diary rows={day?.appointments ?? []} changed={look} />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
