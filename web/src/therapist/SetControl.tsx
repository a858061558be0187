import { useComputed } from "@preact/signals";

import type { State } from "../lib/messages";
import type { Session } from "../lib/session";
import { personOf } from "../lib/state";
import { Icon } from "../parts/Icon";
import { useRest } from "../parts/rest";
import { nameOf } from "../parts/words";
import { t, tn } from "../texts";
import { canStart, GUIDED, helped, RUNNING, toggleSet } from "./actions";

function testing({ test_started, test_refusal }: State): string {
  if (test_started !== null) return t("set.testing");
  return test_refusal ? t("set.test_turn") : t("set.test_ready");
}

/** One line: what is going on now. */
function Going({ session, state }: { session: Session; state: State }) {
  const rest = useRest(session);
  const here = personOf(session.view.value, "patient")?.connected ?? false;
  const text = {
    idle: here ? t("set.idle") : t("set.alone"),
    check: here ? t("set.checking") : t("set.alone"),
    countdown: state.countdown === null ? t("set.waiting") : t("set.countdown", { n: state.countdown }),
    calibrating: t("set.calibrating"),
    learning: t("set.learning"),
    testing: testing(state),
    moving: t("set.moving"),
    paused: state.paused_reason ?? t("set.paused"),
    rest: rest === null ? t("set.rest") : t("set.rest_for", { n: rest }),
    stopped: t("set.stopped"),
    ended: t("set.ended"),
  }[state.stage];
  const said = session.view.value.cues.at(-1);
  return (
    <p class={`going is-${state.stage}`}>
      <span>{text}</span>
      {state.turn_text && state.stage !== "testing" && <span class="is-estimate">{t("set.turn", { text: state.turn_text })}</span>}
      {said && <span class="said">{t("cues.sent", { text: said.text })}</span>}
    </p>
  );
}

/** Whether whoever helps said that it is safe to start. */
function Helper({ session }: { session: Session }) {
  const helper = useComputed(() => personOf(session.view.value, "caregiver")).value;
  if (!helper) return null;
  return (
    <p class={helper.ready ? "helper is-ready" : "helper"} role="status">
      {helper.ready && <Icon name="check" />}
      {t(helper.ready ? "set.helper_ready" : "set.helper_waits", { name: nameOf(helper) })}
    </p>
  );
}

function Corrections({ session }: { session: Session }) {
  return (
    <div class="corrections">
      {([-1, 1] as const).map((delta) => (
        <button
          key={delta}
          type="button"
          class="button number"
          aria-label={delta < 0 ? `−1: ${t("set.minus")}` : `+1: ${t("set.plus")}`}
          onClick={() => {
            session.send({ type: "correct_count", delta });
          }}
        >
          {delta < 0 ? "−1" : "+1"}
        </button>
      ))}
    </div>
  );
}

function Numbers({ state, hold }: { state: State; hold: boolean }) {
  return (
    <p class={`numbers number ${state.quality === "estimate" ? "is-estimate" : ""}`}>
      <strong>{state.reps}</strong>
      <span class="of">
        {state.target_reps > 0 && t("set.of", { n: state.target_reps })}
        <small>
          {hold ? t("set.hold", { n: state.hold_s.toFixed(0) }) : state.partials > 0 ? tn("partials", state.partials) : ""}
        </small>
      </span>
    </p>
  );
}

/** Marks the repetition that runs, or the last one. */
function Helped({ session }: { session: Session }) {
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        helped(session);
      }}
    >
      {t("set.helped")} <kbd>H</kbd>
    </button>
  );
}

/** What the numbers rest on; while a set runs, each finding says it. */
function Basis({ state }: { state: State }) {
  return <p class={`basis ${state.basis === "calibrated" ? "" : "is-estimate"}`}>{t(`basis.${state.basis}`)}</p>;
}

function StartStop({ session, state, running }: { session: Session; state: State; running: boolean }) {
  const free = canStart(session.view.value);
  const next = state.set_number + 1;
  return (
    <button
      type="button"
      class={`button set-button ${running ? "" : "first"}`}
      disabled={!running && !free}
      onClick={() => {
        toggleSet(session);
      }}
    >
      <Icon name={running ? "stop" : "play"} />
      {running ? t("set.stop") : t("set.start", { n: next })}
    </button>
  );
}

function SetRow({ session, state, leads }: { session: Session; state: State; leads: boolean }) {
  const running = RUNNING.has(state.stage);
  const { walked = false, hold = false } = session.exercise.value ?? {};
  const corrects = leads && !walked; // of a walk nothing is counted
  return (
    <div class="set-row">
      {!walked && <Numbers state={state} hold={hold} />}
      {corrects && <Corrections session={session} />}
      {corrects && running && <Helped session={session} />}
      {leads && <StartStop session={session} state={state} running={running} />}
    </div>
  );
}

/** The count, its correction, and the one button that starts and stops a set; in a calibration, a test or a
 * demonstration none can be started. */
export function SetControl({ session, leads }: { session: Session; leads: boolean }) {
  const view = useComputed(() => session.view.value).value;
  const state = view.state;
  if (!state) return null;
  const guided = GUIDED.has(state.stage);
  const between = state.exercise !== null && !guided && !RUNNING.has(state.stage);
  return (
    <section class="set">
      {!guided && <SetRow session={session} state={state} leads={leads} />}
      <Going session={session} state={state} />
      {between && <Helper session={session} />}
      {between && <Basis state={state} />}
    </section>
  );
}
