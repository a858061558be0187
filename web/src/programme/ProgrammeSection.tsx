import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { when } from "../lib/people";
import {
  dayName,
  library,
  printOf,
  programmes,
  save,
  version,
  type Library,
  type Prescription,
  type Programme,
  type Programmes,
  type Suggested,
  type Version,
} from "../lib/programme";
import { language, locale, t } from "../texts";
import { Editor } from "./Editor";
import { Lacks, needsOf } from "./Equipment";
import "./programme.css";

const EMPTY: Programme = { items: [], condition: null };

function doseOf({ sets, reps, hold_s }: Prescription): string {
  return hold_s === null ? t("programme.dose", { sets, reps }) : t("programme.dose_hold", { sets, reps, hold: hold_s });
}

interface LinesProps {
  items: readonly Prescription[];
  library: Library;
  atHome: readonly string[] | null;
}

function Lines({ items, library: at, atHome }: LinesProps) {
  const nameOf = (id: string) => at.exercises.find((one) => one.id === id)?.name ?? id;
  const sided = (id: string) => (at.exercises.find((one) => one.id === id)?.sides.length ?? 0) > 1;
  return (
    <ol class="rows lines">
      {items.map((item) => (
        <li key={item.id}>
          <strong>{nameOf(item.exercise)}</strong>
          {sided(item.exercise) && <span>{t(`side.${item.side}`)}</span>}
          <span class="number">{doseOf(item)}</span>
          <span class="quiet days-of">{item.days.map((day) => dayName(day, locale())).join(" ") || t("programme.with_me")}</span>
          {needsOf(item, at) && <span class="needs">{needsOf(item, at)}</span>}
          <Lacks item={item} library={at} atHome={atHome} />
        </li>
      ))}
    </ol>
  );
}

interface SuggestionsProps {
  at: Programmes;
  library: Library;
  approve: (suggested: Suggested) => void;
}

/** What the rules say; nothing changes before the therapist approves it. */
function Suggestions({ at, library: names, approve }: SuggestionsProps) {
  if (at.suggestions.length === 0) return null;
  const nameOf = (id: string) => names.exercises.find((one) => one.id === id)?.name ?? id;
  return (
    <div class="suggestions">
      <h3>{t("programme.suggests")}</h3>
      <ul class="rows">
        {at.suggestions.map((one) => (
          <li key={one.item}>
            <strong>{nameOf(one.proposed.exercise)}</strong>
            <span class="number">{doseOf(one.proposed)}</span>
            <span class="quiet">{t(`programme.why_${one.why}`)}</span>
            <button type="button" class="button" onClick={() => { approve(one); }}>
              {t("programme.approve")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Earlier({ patient, at, library: names, edit }: { patient: string; at: Programmes; library: Library; edit: (programme: Programme) => void }) {
  const shown = useSignal<Version | null>(null);
  const look = async (number: number) => {
    const answer = await version(patient, number);
    if (answer.ok) shown.value = answer.value;
  };
  const earlier = at.versions.slice(1);
  if (earlier.length === 0) return null;
  const old = shown.value;
  return (
    <details>
      <summary>{t("programme.earlier", { n: earlier.length })}</summary>
      <ul class="rows">
        {earlier.map(({ number, by, at: written }) => (
          <li key={number}>
            <span>{t("programme.version", { n: number, when: when(written, locale()), by })}</span>
            <button type="button" class="button bare" onClick={() => void look(number)}>
              {t("programme.look")}
            </button>
          </li>
        ))}
      </ul>
      {old && (
        <div class="old">
          <h3>{t("programme.version", { n: old.number, when: when(old.at, locale()), by: old.by })}</h3>
          <Lines items={old.programme.items} library={names} atHome={at.at_home} />
          <button type="button" class="button" onClick={() => { edit(old.programme); }}>
            {t("programme.start_from")}
          </button>
        </div>
      )}
    </details>
  );
}

/** `intake`: how often the intake was saved on this page; what is there at home stands in it. */
function usePlan(patient: string, intake: number) {
  const at = useSignal<Programmes | null>(null);
  const names = useSignal<Library | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void Promise.all([programmes(patient), library(language.value)]).then(([plan, words]) => {
      if (plan.ok && words.ok) [at.value, names.value] = [plan.value, words.value];
      else problem.value = plan.ok ? (words.ok ? null : words.text) : plan.text;
    });
  }, [patient, intake, at, names, problem]);
  return { at, names, problem };
}

/** What is prescribed: read at a glance, changed by a new version. */
export function ProgrammeSection({ patient, intake }: { patient: string; intake: number }) {
  const { at, names, problem } = usePlan(patient, intake);
  const editing = useSignal<Programme | null>(null);
  const [now, words] = [at.value, names.value];
  if (!now || !words) return problem.value ? <p class="problem">{problem.value}</p> : null;
  const newest = now.newest;
  const saved = (made: Programmes) => {
    [at.value, editing.value, problem.value] = [made, null, null];
  };
  const approve = async ({ item, proposed }: Suggested) => {
    if (!newest) return;
    const items = newest.programme.items.map((one) => (one.id === item ? proposed : one));
    const answer = await save(patient, newest.number, { ...newest.programme, items });
    if (answer.ok) saved(answer.value);
    else problem.value = answer.text;
  };
  return (
    <section class="programme">
      <h2>{t("programme.title")}</h2>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {editing.value ? (
        <Editor patient={patient} library={words} begin={editing.value} basedOn={newest?.number ?? 0} atHome={now.at_home} saved={saved} leave={() => (editing.value = null)} />
      ) : (
        <>
          {newest ? <Lines items={newest.programme.items} library={words} atHome={now.at_home} /> : <p class="quiet">{t("programme.empty")}</p>}
          <Suggestions at={now} library={words} approve={(one) => void approve(one)} />
          <div class="actions">
            <button type="button" class="button" onClick={() => (editing.value = newest?.programme ?? EMPTY)}>
              {newest ? t("programme.change") : t("programme.write")}
            </button>
            {newest && (
              <a class="button" href={printOf(patient)} target="_blank" rel="noreferrer">
                {t("programme.print")}
              </a>
            )}
          </div>
          {newest && <p class="quiet">{t("programme.version", { n: newest.number, when: when(newest.at, locale()), by: newest.by })}</p>}
          <Earlier patient={patient} at={now} library={words} edit={(old) => (editing.value = old)} />
        </>
      )}
    </section>
  );
}
