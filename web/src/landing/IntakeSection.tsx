import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { earlierIntake, intakeOf, RED_FLAGS, saveIntake, type Intake, type IntakeShown, type Thing, type Written } from "../lib/chart";
import { when } from "../lib/people";
import { locale, t } from "../texts";

const LINES = ["diagnosis", "since", "pain_where"] as const;
const AREAS = ["history", "symptoms", "activities", "equipment"] as const;
const CARD = ["contact", "phone", "address", "plan"] as const;
const SCORES = ["pain", "fatigue"] as const;

function said(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

const scoreOf = (text: string) => (text === "" ? null : Number(text));

const NOTHING = "has_nothing";

/** What is ticked; null where nothing is, not even that there is nothing. */
function hasIn(form: FormData, things: readonly Thing[]): string[] | null {
  const ticked = things.map(({ id }) => id).filter((id) => form.get(`has_${id}`) !== null);
  return ticked.length === 0 && form.get(NOTHING) === null ? null : ticked;
}

/** What the form says. */
export function intakeIn(form: FormData, things: readonly Thing[]): Intake {
  const line = (name: string) => said(form, name);
  return {
    diagnosis: line("diagnosis"),
    since: line("since"),
    side: line("side") as Intake["side"],
    history: line("history"),
    symptoms: line("symptoms"),
    pain: scoreOf(line("pain")),
    pain_where: line("pain_where"),
    fatigue: scoreOf(line("fatigue")),
    activities: line("activities"),
    equipment: line("equipment"),
    has: hasIn(form, things),
    red_flags: RED_FLAGS.filter((flag) => form.get(flag) !== null),
    emergency: { contact: line("contact"), phone: line("phone"), address: line("address"), plan: line("plan") },
  };
}

function Card({ intake }: { intake: Intake }) {
  return (
    <fieldset>
      <legend>{t("intake.emergency")}</legend>
      {CARD.map((name) => (
        <label key={name} class="field">
          <span>{t(`intake.${name}`)}</span>
          <input name={name} maxLength={name === "plan" ? 2000 : 200} value={intake.emergency[name]} autocomplete="off" />
        </label>
      ))}
    </fieldset>
  );
}

function Flags({ intake }: { intake: Intake }) {
  return (
    <fieldset>
      <legend>{t("intake.red_flags")}</legend>
      <p class="quiet">{t("intake.red_flags_hint")}</p>
      {RED_FLAGS.map((flag) => (
        <label key={flag} class="tick">
          <input type="checkbox" name={flag} checked={intake.red_flags.includes(flag)} />
          <span>{t(`flag.${flag}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** So that the programme asks for nothing that is not there. */
function AtHome({ intake, things }: { intake: Intake; things: readonly Thing[] }) {
  return (
    <fieldset>
      <legend>{t("intake.has")}</legend>
      <p class="quiet">{t("intake.has_hint")}</p>
      <div class="things-there">
        {things.map(({ id, name }) => (
          <label key={id} class="tick">
            <input type="checkbox" name={`has_${id}`} checked={intake.has?.includes(id) ?? false} />
            <span>{name}</span>
          </label>
        ))}
        <label class="tick">
          <input type="checkbox" name={NOTHING} checked={intake.has?.length === 0} />
          <span>{t("intake.has_nothing")}</span>
        </label>
      </div>
    </fieldset>
  );
}

interface FormProps {
  intake: Intake;
  things: readonly Thing[];
  save: (intake: Intake) => void;
  leave: () => void;
}

function Form({ intake, things, save, leave }: FormProps) {
  return (
    <form
      class="chart-form"
      onSubmit={(event) => {
        event.preventDefault();
        save(intakeIn(new FormData(event.currentTarget), things));
      }}
    >
      {LINES.map((name) => (
        <label key={name} class="field">
          <span>{t(`intake.${name}`)}</span>
          <input name={name} maxLength={200} value={intake[name]} autocomplete="off" />
        </label>
      ))}
      <label class="field">
        <span>{t("intake.side")}</span>
        <select name="side" class="pick" value={intake.side}>
          {(["none", "left", "right", "both"] as const).map((side) => (
            <option key={side} value={side}>
              {t(`intake.side_${side}`)}
            </option>
          ))}
        </select>
      </label>
      {SCORES.map((name) => (
        <label key={name} class="field">
          <span>{t(`intake.${name}`)}</span>
          <input type="number" name={name} min={0} max={10} value={intake[name] ?? ""} />
        </label>
      ))}
      {AREAS.map((name) => (
        <label key={name} class="field">
          <span>{t(`intake.${name}`)}</span>
          <textarea name={name} maxLength={2000} rows={3} value={intake[name]} />
        </label>
      ))}
      <AtHome intake={intake} things={things} />
      <Flags intake={intake} />
      <Card intake={intake} />
      <div class="actions">
        <button type="submit" class="button first">
          {t("intake.save")}
        </button>
        <button type="button" class="button bare" onClick={leave}>
          {t("intake.leave")}
        </button>
      </div>
    </form>
  );
}

function Summary({ intake }: { intake: Intake }) {
  const side = intake.side === "none" ? "" : ` · ${t(`intake.side_${intake.side}`)}`;
  const { contact, phone } = intake.emergency;
  return (
    <>
      {intake.diagnosis && <p>{`${intake.diagnosis}${side}`}</p>}
      {intake.red_flags.length > 0 && <p class="problem">{intake.red_flags.map((flag) => t(`flag.${flag}`)).join(" · ")}</p>}
      <p class={contact || phone ? "quiet" : "problem"}>{contact || phone ? t("intake.call", { name: contact, phone }) : t("intake.no_contact")}</p>
    </>
  );
}

/** An intake to be read: what was written, a line each. */
function Read({ intake, things }: { intake: Intake; things: readonly Thing[] }) {
  const has = things.filter(({ id }) => intake.has?.includes(id)).map(({ name }) => name);
  const flags = intake.red_flags.map((flag) => t(`flag.${flag}`)).join(" · ");
  const rows: [string, string | number | null][] = [
    ...LINES.map((name): [string, string] => [t(`intake.${name}`), intake[name]]),
    [t("intake.side"), t(`intake.side_${intake.side}`)],
    ...SCORES.map((name): [string, number | null] => [t(`intake.${name}`), intake[name]]),
    ...AREAS.map((name): [string, string] => [t(`intake.${name}`), intake[name]]),
    [t("intake.has"), intake.has?.length === 0 ? t("intake.has_nothing") : has.join(", ")],
    [t("intake.red_flags"), flags],
    ...CARD.map((name): [string, string] => [t(`intake.${name}`), intake.emergency[name]]),
  ];
  return (
    <dl class="intake-read">
      {rows.map(([name, value]) => value !== "" && value !== null && (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const versionOf = ({ number, at, by }: Written) => t("programme.version", { n: number, when: at ? when(at, locale()) : "", by: by ?? "" });

/** What was written before stays to be read. */
function Earlier({ patient, versions }: { patient: string; versions: readonly Written[] }) {
  const shown = useSignal<IntakeShown | null>(null);
  if (versions.length === 0) return null;
  const look = async (number: number) => {
    const answer = await earlierIntake(patient, number);
    if (answer.ok) shown.value = answer.value;
  };
  return (
    <details class="wide">
      <summary>{t("programme.earlier", { n: versions.length })}</summary>
      <ul class="rows">
        {versions.map((one) => (
          <li key={one.number}>
            <span>{versionOf(one)}</span>
            <button type="button" class="button bare" onClick={() => void look(one.number)}>
              {t("programme.look")}
            </button>
          </li>
        ))}
      </ul>
      {shown.value && (
        <>
          <h3>{versionOf(shown.value)}</h3>
          <Read intake={shown.value.intake} things={shown.value.things} />
        </>
      )}
    </details>
  );
}

/** The first session's questions, in versions; the newest holds. */
export function IntakeSection({ patient, saved }: { patient: string; saved: () => void }) {
  const at = useSignal<IntakeShown | null>(null);
  const editing = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void intakeOf(patient).then((answer) => {
      if (answer.ok) at.value = answer.value;
    });
  }, [patient, at]);
  const shown = at.value;
  if (!shown) return null;
  const save = async (intake: Intake) => {
    const answer = await saveIntake(patient, shown.number, intake);
    problem.value = answer.ok ? null : answer.text;
    if (!answer.ok) return;
    [at.value, editing.value] = [answer.value, false];
    saved();
  };
  return (
    <section>
      <h2>{t("intake.title")}</h2>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {editing.value ? (
        <Form intake={shown.intake} things={shown.things} save={(intake) => void save(intake)} leave={() => (editing.value = false)} />
      ) : (
        <>
          <Summary intake={shown.intake} />
          {shown.at && <p class="quiet">{versionOf(shown)}</p>}
          <button type="button" class="button" onClick={() => (editing.value = true)}>
            {t(shown.number > 0 ? "intake.edit" : "intake.begin")}
          </button>
          <Earlier patient={patient} versions={shown.earlier} />
        </>
      )}
    </section>
  );
}
