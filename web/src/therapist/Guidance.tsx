import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import type { ChooseTest, State, TestInfo, TestProgress } from "../lib/messages";
import type { Session } from "../lib/session";
import { decimal } from "../lib/units";
import { t } from "../texts";
import { canStart, GUIDED, RUNNING, timer } from "./actions";
import { DraftForm, Showing } from "./LearnPanel";
import { Results } from "./Results";

/** A dot for each repetition that is wanted, full once it was seen. */
function Dots({ n, of }: { n: number; of: number }) {
  return (
    <span class="dots" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <i key={index} class={index < n ? "is-done" : ""} />
      ))}
    </span>
  );
}

/** Where the calibration is, in one line. */
function Calibrating({ session }: { session: Session }) {
  const guided = session.view.value.guided;
  if (guided?.step !== "guided") return <p class="calibrating">{t(guided?.step === "failed" ? "guide.failed" : "guide.stance")}</p>;
  const { number: n, wanted: of } = guided;
  return (
    <p class="calibrating">
      <Dots n={n} of={of} />
      {t("guide.reps", { n, of })}
    </p>
  );
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

function End({ session }: { session: Session }) {
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        session.send({ type: "stop_guidance" });
      }}
    >
      {t("guide.end")}
    </button>
  );
}

function Testing({ session, state, test, progress }: { session: Session; state: State; test: TestInfo; progress: TestProgress | null }) {
  const so_far = progress?.test === test.id && progress.value !== null && state.test_started !== null;
  return (
    <div class="testing">
      <p>
        <strong>{test.name}</strong>
        {state.test_side !== "both" && ` · ${t(`side.${state.test_side}`)}`}
      </p>
      <p class="timing">
        <Stopwatch session={session} started={state.test_started} />
        {so_far && <span class="number">{t("test.count", { n: progress.value ?? 0 })}</span>}
      </p>
      {state.test_refusal && <p class="refused">{state.turn_text ? t("set.turn", { text: state.turn_text }) : state.test_refusal}</p>}
      <details>
        <summary>{t("test.prompts")}</summary>
        <ol>
          {test.prompts.map((prompt) => (
            <li key={prompt}>{prompt}</li>
          ))}
        </ol>
      </details>
      <div class="row">
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
        {state.test_started === null && <End session={session} />}
      </div>
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
      <div class="row">
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
      {state.stage === "calibrating" && (
        <div class="row">
          <Calibrating session={session} />
          <End session={session} />
        </div>
      )}
      {state.stage === "learning" && <Showing session={session} end={<End session={session} />} />}
      {test && <Testing session={session} state={state} test={test} progress={progress} />}
    </>
  );
}

function Beginnings({ session, state, open }: { session: Session; state: State; open: () => void }) {
  const exercise = session.exercise.value;
  const free = canStart(session.view.value);
  return (
    <div class="row beginnings">
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

/** What can be begun, or what was begun last and is not done yet: a draft to be kept, a test to be chosen. */
function Free({ session, state }: { session: Session; state: State }) {
  const picking = useSignal(false);
  const { draft, drafting } = session.view.value;
  if (drafting) return <p role="status">{t("learn.drafting")}</p>;
  if (draft) return <DraftForm session={session} draft={draft} />;
  if (picking.value) return <Picker session={session} close={() => (picking.value = false)} />;
  return <Beginnings session={session} state={state} open={() => (picking.value = true)} />;
}

/** A guided calibration, learning and the standard tests: begun, followed, ended here. */
export function Guidance({ session }: { session: Session }) {
  const state = session.view.value.state;
  if (!state || state.stage === "ended") return null;
  return (
    <section class="guidance" aria-label={t("guide.title")}>
      {GUIDED.has(state.stage) ? (
        <Running session={session} state={state} />
      ) : (
        !RUNNING.has(state.stage) && <Free session={session} state={state} /> // a running set leaves the room to its findings
      )}
      <Results session={session} />
    </section>
  );
}
