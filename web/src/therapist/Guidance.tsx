import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import type { ChooseTest, State, TestInfo, TestProgress } from "../lib/messages";
import type { Session } from "../lib/session";
import { decimal } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { canStart, GUIDED, RUNNING, timer } from "./actions";
import { DraftForm, Showing } from "./LearnPanel";
import { Results } from "./Results";

/** Where the calibration is. */
function Calibrating({ session }: { session: Session }) {
  const guided = session.view.value.guided;
  if (guided === null || guided.step === "stance") return <p>{t("guide.stance")}</p>;
  if (guided.step === "failed") return <p class="is-estimate">{t("guide.failed")}</p>;
  return <p class="number">{t("guide.reps", { n: guided.number, of: guided.wanted })}</p>;
}

/** Seconds since the test began; repainted ten times a second. */
function Stopwatch({ session, started }: { session: Session; started: number | null }) {
  const [base, setBase] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (started === null) return undefined;
    const before = Math.max(0, (session.now.peek() ?? started) - started);
    setBase(performance.now() - before * 1000);
    setNow(performance.now());
    const timer = setInterval(() => {
      setNow(performance.now());
    }, 100);
    return () => {
      clearInterval(timer);
    };
  }, [session, started]);
  const seconds = started === null || base === null ? null : Math.max(0, (now - base) / 1000);
  return <strong class="number stopwatch">{seconds === null ? "–" : t("seconds", { n: decimal(seconds, 1) })}</strong>;
}

function Testing({ session, state, test, progress }: { session: Session; state: State; test: TestInfo; progress: TestProgress | null }) {
  const so_far = progress?.test === test.id && progress.value !== null && state.test_started !== null;
  return (
    <div class="testing">
      <p>
        <strong>{test.name}</strong>
        {state.test_side !== "both" && ` · ${t(`side.${state.test_side}`)}`} <Stopwatch session={session} started={state.test_started} />
        {so_far && <span class="number"> {t("test.count", { n: progress.value ?? 0 })}</span>}
      </p>
      {state.test_refusal && <p class="is-estimate">{state.test_refusal}</p>}
      <details>
        <summary>{t("test.prompts")}</summary>
        <ol>
          {test.prompts.map((prompt) => (
            <li key={prompt}>{prompt}</li>
          ))}
        </ol>
      </details>
      <button
        type="button"
        class="button first"
        disabled={state.test_started === null && state.test_refusal !== null}
        onClick={() => {
          timer(session);
        }}
      >
        {state.test_started === null ? t("test.begin") : t("test.end")} <kbd>T</kbd>
      </button>
    </div>
  );
}

type Wish = Omit<ChooseTest, "type">;
const NO_WISH: Wish = { test: "", side: "both", age: null, sex: null, condition: null };

function Pick({ label, value, options, change }: { label: string; value: string; options: [string, string][]; change: (value: string) => void }) {
  return (
    <label class="pick">
      {label}
      <select
        value={value}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the norms ask for; all of it may be left out. */
function Person({ wish, set }: { wish: Wish; set: (wish: Wish) => void }) {
  const unknown: [string, string] = ["", t("test.unknown")];
  return (
    <div class="person">
      <label class="pick">
        {t("test.age")}
        <input
          type="number"
          min={0}
          max={120}
          value={wish.age ?? ""}
          onChange={(event) => {
            const { valueAsNumber, validity } = event.currentTarget;
            set({ ...wish, age: validity.valid && Number.isInteger(valueAsNumber) ? valueAsNumber : null });
          }}
        />
      </label>
      <Pick
        label={t("test.sex")}
        value={wish.sex ?? ""}
        options={[unknown, ["female", t("test.female")], ["male", t("test.male")]]}
        change={(sex) => {
          set({ ...wish, sex: sex === "female" || sex === "male" ? sex : null });
        }}
      />
      <Pick
        label={t("test.condition")}
        value={wish.condition ?? ""}
        options={[unknown, ["stroke", t("test.stroke")], ["parkinson", t("test.parkinson")]]}
        change={(condition) => {
          set({ ...wish, condition: condition || null });
        }}
      />
    </div>
  );
}

function Picker({ session, close }: { session: Session; close: () => void }) {
  const tests = session.view.value.welcome?.tests ?? [];
  const [wish, set] = useState(NO_WISH);
  const test = tests.find(({ id }) => id === wish.test);
  const choose = (id: string) => {
    const sided = tests.find((one) => one.id === id)?.sided ?? false;
    set({ ...wish, test: id, side: sided ? "left" : "both" });
  };
  return (
    <div class="picker">
      <Pick label={t("test.choose")} value={wish.test} options={[["", "–"], ...tests.map(({ id, name }): [string, string] => [id, name])]} change={choose} />
      {test?.sided && (
        <Pick
          label={t("plan.side")}
          value={wish.side}
          options={[
            ["left", t("side.left")],
            ["right", t("side.right")],
          ]}
          change={(side) => {
            set({ ...wish, side: side === "right" ? "right" : "left" });
          }}
        />
      )}
      {test && test.equipment.length > 0 && <p class="quiet">{t("test.equipment", { things: test.equipment.join(", ") })}</p>}
      {test && <Person wish={wish} set={set} />}
      <div class="sides">
        <button
          type="button"
          class="button first"
          disabled={!test}
          onClick={() => {
            session.send({ type: "choose_test", ...wish });
            close();
          }}
        >
          {t("test.start")}
        </button>
        <button type="button" class="button" onClick={close}>
          {t("close")}
        </button>
      </div>
    </div>
  );
}

function Running({ session, state }: { session: Session; state: State }) {
  const { welcome, progress } = session.view.value;
  const test = welcome?.tests.find(({ id }) => id === state.test);
  return (
    <>
      {state.stage === "calibrating" && <Calibrating session={session} />}
      {state.stage === "learning" && <Showing session={session} />}
      {test && <Testing session={session} state={state} test={test} progress={progress} />}
      <button
        type="button"
        class="button"
        onClick={() => {
          session.send({ type: "stop_guidance" });
        }}
      >
        <Icon name="stop" />
        {t("guide.end")}
      </button>
    </>
  );
}

function Beginnings({ session, state, open }: { session: Session; state: State; open: () => void }) {
  const exercise = session.exercise.value;
  const free = canStart(session.view.value);
  return (
    <div class="sides">
      {exercise && !exercise.hold && (
        <button
          type="button"
          class="button"
          disabled={!free}
          onClick={() => {
            session.send({ type: "calibrate" });
          }}
        >
          {state.basis === "cold_start" ? t("guide.calibrate") : t("guide.again")}
        </button>
      )}
      <button type="button" class="button" disabled={["moving", "countdown", "paused", "stopped"].includes(state.stage)} onClick={open}>
        {t("test.open")}
      </button>
      <button
        type="button"
        class="button"
        disabled={["moving", "countdown", "paused", "stopped"].includes(state.stage)}
        onClick={() => {
          session.send({ type: "learn" });
        }}
      >
        {t("learn.open")}
      </button>
    </div>
  );
}

/** A guided calibration and the standard tests: begun, followed, ended here. */
export function Guidance({ session }: { session: Session }) {
  const picking = useSignal(false);
  const state = session.view.value.state;
  if (!state || state.stage === "ended") return null;
  const running = GUIDED.has(state.stage);
  const { draft } = session.view.value;
  const begins = !running && !RUNNING.has(state.stage); // a running set leaves the room to findings and cues
  return (
    <section class="guidance" aria-label={t("guide.title")}>
      {running && <Running session={session} state={state} />}
      {begins && draft && <DraftForm session={session} draft={draft} />}
      {begins && picking.value && <Picker session={session} close={() => (picking.value = false)} />}
      {begins && !picking.value && <Beginnings session={session} state={state} open={() => (picking.value = true)} />}
      <Results session={session} />
    </section>
  );
}
