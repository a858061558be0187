import { useEffect, useState } from "preact/hooks";

import type { Session } from "../lib/session";
import type { ExerciseInfo, State } from "../lib/messages";
import { personOf } from "../lib/state";
import { Icon } from "../parts/Icon";
import { useRest } from "../parts/rest";
import { Picture } from "../parts/Stream";
import { t } from "../texts";
import { Counter } from "./Counter";
import { lineOf, type Mood } from "./line";
import { useSpoken } from "./spoken";
import { TurnArrow } from "./TurnArrow";

/** A cue stays up until it has been read three times over, then makes room. */
const CUE_MS = 7000;

/** The newest cue while it is up. */
function useCue(session: Session): string | null {
  const cue = session.view.value.cues.at(-1);
  const [gone, setGone] = useState<unknown>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      setGone(cue);
    }, CUE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [cue]);
  return cue && cue !== gone ? cue.text : null;
}

function Therapist({ session }: { session: Session }) {
  const found = session.received.value.find(({ person }) => person.role === "therapist");
  const therapist = personOf(session.view.value, "therapist");
  if (!found || !therapist?.connected) return null;
  const name = therapist.name || t("role.your_therapist");
  return (
    <figure class="therapist">
      {therapist.camera === "on" ? <Picture stream={found.stream} label={name} /> : <span class="initial">{name.slice(0, 1)}</span>}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

function holdNow(session: Session): number | null {
  const seconds = Object.values(session.view.value.signals).map((signal) => signal.hold_s ?? -1);
  const most = Math.max(-1, ...seconds);
  return most < 0 ? null : most;
}

function Count({ session, state, exercise }: { session: Session; state: State; exercise: ExerciseInfo }) {
  const hold = holdNow(session);
  const estimate = state.quality === "estimate" && state.stage === "moving";
  const target = state.target_reps;
  if (exercise.hold && hold !== null) {
    const wanted = state.target_hold_s ?? exercise.hold_s ?? 0;
    const share = wanted > 0 ? hold / wanted : 1;
    const of = t("seconds", { n: wanted });
    return <Counter value={hold.toFixed(0)} of={`/ ${of}`} share={share} estimate={estimate} done={share >= 1} />;
  }
  const done = state.reps >= target;
  return <Counter value={String(state.reps)} of={`/ ${target}`} share={state.reps / target} estimate={estimate} done={done} />;
}

/** In a calibration the guided repetitions are counted, not a set's. */
function Guided({ session }: { session: Session }) {
  const { guided } = session.view.value;
  if (guided?.step !== "guided") return null;
  const { number: n, wanted: of } = guided;
  return <Counter value={String(n)} of={`/ ${of}`} share={n / of} estimate={false} done={n >= of} />;
}

/** What is counted now, and its name: a test has no number for the patient. */
function Tally({ session, state }: { session: Session; state: State }) {
  const exercise = session.exercise.value;
  const test = session.view.value.welcome?.tests.find(({ id }) => id === state.test);
  if (state.stage === "learning" || (!exercise && !test)) return null;
  const [name, side] = test ? [test.name, state.test_side] : [exercise?.name, state.side];
  return (
    <div class="tally">
      {state.stage === "calibrating" && <Guided session={session} />}
      {!test && exercise && state.stage !== "calibrating" && <Count session={session} state={state} exercise={exercise} />}
      <p class="exercise">
        {name} <Side side={side} />
      </p>
    </div>
  );
}

function Side({ side }: { side: State["side"] }) {
  return side === "both" ? null : <span class={`side is-${side}`}>{t(`side.${side}`)}</span>;
}

/** More than seven words are set smaller, so that the picture stays free. */
const LONG = 44;

export function CueLine({ text, mood }: { text: string; mood: Mood }) {
  return (
    <p class={`cue is-${mood} ${text.length > LONG ? "is-long" : ""}`} aria-live="polite">
      {text && (
        <span key={text}>
          {mood === "warning" && <Icon name="alert" />}
          {text}
        </span>
      )}
    </p>
  );
}

function Countdown({ state }: { state: State | null }) {
  if (state?.stage !== "countdown" || state.countdown === null) return null;
  return (
    <p class="countdown number" aria-live="assertive">
      {state.countdown}
    </p>
  );
}

/** What of the line is said aloud: what has to be done now. A cue has its own voice. */
function spokenOf(text: string, mood: Mood, session: Session): string | null {
  const { state } = session.view.value;
  const turn = text === state?.turn_text;
  const how = state?.stage === "countdown" || text === session.exercise.value?.how_to;
  return mood === "warning" || turn || how ? text : null;
}

/** The stage: counter, exercise, the one line. Everything else is the picture. */
export function Stage({ session }: { session: Session }) {
  const view = session.view.value;
  const exercise = session.exercise.value;
  const state = view.state;
  const { text, mood } = lineOf(
    {
      view,
      line: session.line.value,
      connected: session.connected.value,
      blocked: session.blocked.value,
      weak: session.weak.value,
      camera: session.camera.camera.value,
      twoPeople: session.twoPeople.value,
      rest: useRest(session),
      cue: useCue(session),
    },
    exercise?.how_to ?? "",
  );
  const turn = state?.turn_text === text ? state.turn : null;
  useSpoken(session, spokenOf(text, mood, session));
  return (
    <section class="scene" aria-label={exercise?.name ?? t("app.name")}>
      <Therapist session={session} />
      {state && <Tally session={session} state={state} />}
      <Countdown state={state} />
      {turn && <TurnArrow way={turn} />}
      <CueLine text={text} mood={mood} />
    </section>
  );
}
