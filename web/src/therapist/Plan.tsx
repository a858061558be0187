import { useComputed } from "@preact/signals";

import type { ExerciseInfo, State } from "../lib/messages";
import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { adjust, choose, GUIDED, RUNNING } from "./actions";

interface StepperProps {
  label: string;
  value: number;
  unit: string;
  step: number;
  range: [number, number];
  disabled: boolean;
  change: (value: number) => void;
}

function Stepper({ label, value, unit, step, range, disabled, change }: StepperProps) {
  const [least, most] = range;
  const to = (next: number) => {
    change(Math.min(most, Math.max(least, next)));
  };
  const button = (by: number) => (
    <button
      type="button"
      class="button"
      disabled={disabled}
      aria-label={`${label}: ${by < 0 ? t("plan.less") : t("plan.more")}`}
      onClick={() => {
        to(value + by);
      }}
    >
      <Icon name={by < 0 ? "minus" : "plus"} />
    </button>
  );
  return (
    <div class="stepper" role="group" aria-label={label}>
      {button(-step)}
      <output class="number">
        {value}
        {unit}
      </output>
      {button(step)}
    </div>
  );
}

function Sides({ session, exercise, side, disabled }: { session: Session; exercise: ExerciseInfo; side: State["side"]; disabled: boolean }) {
  if (exercise.sides.length < 2) return null;
  return (
    <div class="sides" role="group" aria-label={t("plan.side")}>
      {exercise.sides.map((one) => (
        <button
          key={one}
          type="button"
          class="button"
          aria-pressed={one === side}
          disabled={disabled}
          onClick={() => {
            adjust(session, { side: one });
          }}
        >
          {t(`side.${one}`)}
        </button>
      ))}
    </div>
  );
}

function Targets({ session, exercise, state, disabled }: { session: Session; exercise: ExerciseInfo; state: State; disabled: boolean }) {
  return (
    <>
      {exercise.hold && (
        <Stepper
          label={t("plan.hold")}
          value={state.target_hold_s ?? exercise.hold_s ?? 10}
          unit=" s"
          step={5}
          range={[5, 300]}
          disabled={disabled}
          change={(target_hold_s) => {
            adjust(session, { target_hold_s });
          }}
        />
      )}
      <Stepper
        label={t("plan.target")}
        value={state.target_reps}
        unit=" ×"
        step={1}
        range={[1, 100]}
        disabled={disabled}
        change={(target_reps) => {
          adjust(session, { target_reps });
        }}
      />
    </>
  );
}

function Chooser({ session, disabled }: { session: Session; disabled: boolean }) {
  const exercises = session.view.value.welcome?.exercises ?? [];
  const chosen = session.exercise.value;
  return (
    <select
      class="chooser"
      aria-label={t("plan.exercise")}
      value={chosen?.id ?? ""}
      disabled={disabled}
      onChange={(event) => {
        const exercise = exercises.find(({ id }) => id === event.currentTarget.value);
        if (!event.currentTarget.matches(":focus-visible")) event.currentTarget.blur(); // the keys belong to the session again
        if (exercise) choose(session, exercise);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur(); // who chose by keyboard says when they are done
      }}
    >
      <option value="" disabled>
        {t("plan.choose")}
      </option>
      {exercises.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Which exercise, which side, how many. Fixed while a set runs. */
export function Plan({ session }: { session: Session }) {
  const state = useComputed(() => session.view.value.state).value;
  const exercise = session.exercise.value;
  const running = state !== null && (RUNNING.has(state.stage) || GUIDED.has(state.stage));
  return (
    <section class="plan" aria-label={t("plan.exercise")}>
      <Chooser session={session} disabled={running} />
      {exercise && state && (
        <>
          <Sides session={session} exercise={exercise} side={state.side} disabled={running} />
          <Targets session={session} exercise={exercise} state={state} disabled={running} />
        </>
      )}
    </section>
  );
}
