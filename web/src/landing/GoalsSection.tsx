import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { goalsOf, saveGoals, type Goal, type GoalsShown } from "../lib/chart";
import { dateOf } from "../lib/people";
import { Icon } from "../parts/Icon";
import { GoalScale } from "../progress/GoalScale";
import { locale, t } from "../texts";

const LEVELS = [-2, -1, 0, 1, 2] as const;
const levelKey = { "-2": "goal.minus_2", "-1": "goal.minus_1", "0": "goal.level_0", "1": "goal.plus_1", "2": "goal.plus_2" } as const;
const levelOf = (level: number) => t(levelKey[String(level) as keyof typeof levelKey]);

interface OneProps {
  goal: Goal;
  change: (goal: Goal) => void;
  edit: () => void;
}

/** Today where the therapist is, as 2027-03-31. */
const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());

function Level({ goal, change }: Omit<OneProps, "edit">) {
  return (
    <select
      class="pick"
      aria-label={t("goal.now_of", { goal: goal.what })}
      value={goal.now === null ? "" : String(goal.now)}
      onChange={(event) => {
        change({ ...goal, now: Number(event.currentTarget.value) });
      }}
    >
      <option value="" disabled>
        {t("goal.not_yet")}
      </option>
      {LEVELS.map((level) => (
        <option key={level} value={String(level)}>
          {levelOf(level)}
        </option>
      ))}
    </select>
  );
}

function One({ goal, change, edit }: OneProps) {
  return (
    <li class="goal">
      <strong>{goal.what}</strong>
      {goal.measure && <span class="quiet">{goal.measure}</span>}
      {goal.expected && <span class="quiet">{t("goal.expects", { text: goal.expected })}</span>}
      {goal.by && <span class="quiet">{t("goal.until", { date: dateOf(goal.by, locale()) })}</span>}
      <GoalScale goal={goal} />
      <Level goal={goal} change={change} />
      <button type="button" class="button bare" aria-label={`${t("goal.edit")}: ${goal.what}`} onClick={edit}>
        {t("goal.edit")}
      </button>
      <button
        type="button"
        class="button bare"
        aria-label={`${t("goal.end")}: ${goal.what}`}
        onClick={() => {
          change({ ...goal, ended: today() });
        }}
      >
        {t("goal.end")}
      </button>
    </li>
  );
}

/** Where nobody works any more, with how far it came. */
function Ended({ goals, change }: { goals: readonly Goal[]; change: (goal: Goal) => void }) {
  if (goals.length === 0) return null;
  return (
    <details>
      <summary>{t("goal.ended", { n: goals.length })}</summary>
      <ul class="rows">
        {goals.map((goal) => (
          <li key={goal.id} class="goal">
            <strong>{goal.what}</strong>
            <span class="quiet">
              {t("goal.ended_on", { date: dateOf(goal.ended ?? "", locale()) })} · {goal.now === null ? t("goal.not_yet") : levelOf(goal.now)}
            </span>
            <button
              type="button"
              class="button bare"
              aria-label={`${t("goal.reopen")}: ${goal.what}`}
              onClick={() => {
                change({ ...goal, ended: null });
              }}
            >
              {t("goal.reopen")}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

const FIELDS = ["what", "measure", "expected"] as const;
const NEW: Omit<Goal, "id"> = { what: "", measure: "", expected: "", by: null, weight: 1, begun: -2, now: null, ended: null };

/** The goal as the form has it; what it does not ask for stays. */
export function goalIn(form: FormData, before: Goal): Goal {
  const said = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return { ...before, what: said("what"), measure: said("measure"), expected: said("expected"), by: said("by") || null };
}

interface FormProps {
  goal: Goal | null;
  save: (goal: Goal) => void;
  leave?: () => void;
}

/** A new goal, or one that is changed. */
function GoalForm({ goal, save, leave }: FormProps) {
  const submit = (form: HTMLFormElement) => {
    save(goalIn(new FormData(form), goal ?? { ...NEW, id: Date.now().toString(36) }));
    form.reset();
  };
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      {FIELDS.map((name) => (
        <label key={name} class="field">
          <span>{t(`goal.${name}`)}</span>
          <input name={name} required={name === "what"} maxLength={200} autocomplete="off" defaultValue={goal?.[name] ?? ""} />
        </label>
      ))}
      <label class="field">
        <span>{t("goal.by")}</span>
        <input name="by" type="date" defaultValue={goal?.by ?? ""} />
      </label>
      <button type="submit" class="button">
        {!goal && <Icon name="plus" />}
        {t(goal ? "intake.save" : "goal.add")}
      </button>
      {leave && (
        <button type="button" class="button bare" onClick={leave}>
          {t("intake.leave")}
        </button>
      )}
    </form>
  );
}

/** Goals with their measure and day, and how far each is; every change is a version. */
export function GoalsSection({ patient }: { patient: string }) {
  const at = useSignal<GoalsShown | null>(null);
  const problem = useSignal<string | null>(null);
  const editing = useSignal<string | null>(null);
  useEffect(() => {
    void goalsOf(patient).then((answer) => {
      if (answer.ok) at.value = answer.value;
    });
  }, [patient, at]);
  const shown = at.value;
  if (!shown) return null;
  const save = async (items: Goal[]) => {
    const answer = await saveGoals(patient, shown.number, items);
    problem.value = answer.ok ? null : answer.text;
    if (answer.ok) at.value = answer.value;
  };
  const { items } = shown.goals;
  const change = (goal: Goal) => {
    editing.value = null;
    void save(items.map((one) => (one.id === goal.id ? goal : one)));
  };
  const open = items.filter(({ ended }) => ended === null);
  return (
    <section>
      <h2>{t("goal.title")}</h2>
      {items.length === 0 && <p class="quiet">{t("goal.none")}</p>}
      <ul class="rows">
        {open.map((goal) =>
          goal.id === editing.value ? (
            <li key={goal.id} class="goal-edit">
              <GoalForm goal={goal} save={change} leave={() => (editing.value = null)} />
            </li>
          ) : (
            <One key={goal.id} goal={goal} change={change} edit={() => (editing.value = goal.id)} />
          ),
        )}
      </ul>
      {shown.now !== null && shown.begun !== null && (
        <p class="number">{t("goal.score", { now: shown.now.toFixed(0), begun: shown.begun.toFixed(0) })}</p>
      )}
      <Ended goals={items.filter(({ ended }) => ended !== null)} change={change} />
      {editing.value === null && <GoalForm goal={null} save={(goal) => void save([...items, goal])} />}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
