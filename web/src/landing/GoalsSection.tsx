import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { goalsOf, saveGoals, type Goal, type GoalsShown } from "../lib/chart";
import { dateOf } from "../lib/people";
import { Icon } from "../parts/Icon";
import { language, t } from "../texts";

const LEVELS = [-2, -1, 0, 1, 2] as const;
const levelKey = { "-2": "goal.minus_2", "-1": "goal.minus_1", "0": "goal.level_0", "1": "goal.plus_1", "2": "goal.plus_2" } as const;
const levelOf = (level: number) => t(levelKey[String(level) as keyof typeof levelKey]);

function One({ goal, look }: { goal: Goal; look: (now: number) => void }) {
  return (
    <li class="goal">
      <strong>{goal.what}</strong>
      {goal.measure && <span class="quiet">{goal.measure}</span>}
      {goal.expected && <span class="quiet">{t("goal.expects", { text: goal.expected })}</span>}
      {goal.by && <span class="quiet">{t("goal.until", { date: dateOf(goal.by, language.value) })}</span>}
      <select
        class="pick"
        aria-label={t("goal.now_of", { goal: goal.what })}
        value={goal.now === null ? "" : String(goal.now)}
        onChange={(event) => {
          look(Number(event.currentTarget.value));
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
    </li>
  );
}

const FIELDS = ["what", "measure", "expected"] as const;

function NewGoal({ add }: { add: (goal: Goal) => void }) {
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const said = (name: string) => {
      const value = data.get(name);
      return typeof value === "string" ? value : "";
    };
    const id = Date.now().toString(36);
    add({ id, what: said("what"), measure: said("measure"), expected: said("expected"), by: said("by") || null, weight: 1, begun: -2, now: null });
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
          <input name={name} required={name === "what"} maxLength={200} autocomplete="off" />
        </label>
      ))}
      <label class="field">
        <span>{t("goal.by")}</span>
        <input name="by" type="date" />
      </label>
      <button type="submit" class="button">
        <Icon name="plus" />
        {t("goal.add")}
      </button>
    </form>
  );
}

/** Goals with their measure and day, and how far each is; every change is a version. */
export function GoalsSection({ patient }: { patient: string }) {
  const at = useSignal<GoalsShown | null>(null);
  const problem = useSignal<string | null>(null);
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
  return (
    <section>
      <h2>{t("goal.title")}</h2>
      {items.length === 0 && <p class="quiet">{t("goal.none")}</p>}
      <ul class="rows">
        {items.map((goal) => (
          <One key={goal.id} goal={goal} look={(now) => void save(items.map((one) => (one === goal ? { ...one, now } : one)))} />
        ))}
      </ul>
      {shown.now !== null && shown.begun !== null && (
        <p class="number">{t("goal.score", { now: shown.now.toFixed(0), begun: shown.begun.toFixed(0) })}</p>
      )}
      <NewGoal add={(goal) => void save([...items, goal])} />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
