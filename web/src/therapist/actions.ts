/** What the therapist can do, each in one place for the button and its key. */

import type { CueText, ExerciseInfo, Fault, Planned, State } from "../lib/messages";
import type { Session } from "../lib/session";
import { askedOf, exerciseOf, type View } from "../lib/state";
import { toggleFreeze, undo } from "./freeze";
import type { Command } from "./keys";
import { toggleRecording } from "./Record";
import { pickNumber, togglePicking } from "./People";

export const RUNNING: ReadonlySet<State["stage"]> = new Set(["countdown", "moving", "paused"]);

/** The newest finding that was not judged yet, or the newest of all. */
export function newestFinding(view: View): Fault | null {
  return view.faults.findLast((fault) => !(fault.id in view.marks)) ?? view.faults.at(-1) ?? null;
}

export function canStart(view: View): boolean {
  const stage = view.state?.stage;
  return Boolean(view.state?.exercise) && (stage === "idle" || stage === "rest" || stage === "check");
}

export function toggleSet(session: Session): void {
  const view = session.view.peek();
  if (view.state && RUNNING.has(view.state.stage)) session.send({ type: "stop_set" });
  else if (canStart(view)) session.send({ type: "start_set" });
}

export const GUIDED: ReadonlySet<State["stage"]> = new Set(["calibrating", "learning", "testing"]);

/** The timer's key: "Go" before the test's time runs, its end after. */
export function timer(session: Session): void {
  const state = session.view.peek().state;
  if (state?.stage !== "testing") return;
  session.send({ type: state.test_started === null ? "begin_test" : "stop_guidance" });
}

/** The repetition that is asked about, else the one that runs, else the last. */
export function helped(session: Session): void {
  const asked = askedOf(session.view.peek(), session.now.peek());
  const { set_number, number, complete } = asked ?? { set_number: 0, number: null, complete: true };
  session.send({ type: "assisted", set_number, number, complete });
}

export function mark(session: Session, id: number, agree: boolean): void {
  session.send({ type: "mark_fault", id, agree });
}

const CUE_BUTTONS = 6;
/** Of the six, so many belong to the exercise, more only where there are too few that fit every exercise. */
const OWN_CUES = 3;

/** The sentences on the cue buttons, in the order of their keys. */
export function cuesOf(view: View): CueText[] {
  const all = view.welcome?.cue_texts ?? [];
  const own = exerciseOf(view)?.cues.slice(0, Math.max(OWN_CUES, CUE_BUTTONS - all.length)) ?? [];
  const general = all.filter(({ key }) => own.every((cue) => cue.key !== key));
  return [...own, ...general].slice(0, CUE_BUTTONS);
}

export function sendCue(session: Session, index: number): void {
  const cue = cuesOf(session.view.peek())[index];
  if (cue) session.send({ type: "send_cue", key: cue.key });
}

/** Of a cue in the therapist's own words; the server refuses more. */
export const MOST_WORDS = 7;
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** False where there is nothing to say, or too much. */
export function sayCue(session: Session, text: string): boolean {
  const words = wordsIn(text);
  if (words === 0 || words > MOST_WORDS) return false;
  session.send({ type: "send_cue", text: text.trim() });
  return true;
}

/** The exercise with its own defaults. */
export function choose(session: Session, exercise: ExerciseInfo): void {
  const side = exercise.sides.includes("both") ? "both" : exercise.sides[0];
  if (!side) return;
  const { id, reps, hold_s } = exercise;
  session.send({ type: "choose", exercise: id, side, target_reps: reps, target_hold_s: hold_s });
}

/** As it is prescribed. */
export function choosePlanned(session: Session, { exercise, side, reps, hold_s }: Planned): void {
  session.send({ type: "choose", exercise, side, target_reps: reps, target_hold_s: hold_s });
}

/** Which item of the programme is on; -1 for none. */
export function onNow(state: State): number {
  return state.programme.findIndex(({ exercise, side }) => exercise === state.exercise && side === state.side);
}

/** The next item with sets left, after the one that is on and round to the first; null when all is done. */
export function nextPlanned(state: State): Planned | null {
  const from = onNow(state) + 1;
  const round = [...state.programme.slice(from), ...state.programme.slice(0, from)];
  return round.find(({ sets, done }) => done < sets) ?? null;
}

export function goOn(session: Session): void {
  const state = session.view.peek().state;
  if (!state || RUNNING.has(state.stage) || GUIDED.has(state.stage)) return;
  const next = nextPlanned(state);
  if (next) choosePlanned(session, next);
}

/** The same exercise with other numbers. */
export function adjust(session: Session, change: Partial<Pick<State, "side" | "target_reps" | "target_hold_s">>): void {
  const state = session.view.peek().state;
  if (!state?.exercise) return;
  const { exercise, side, target_reps, target_hold_s } = { ...state, ...change };
  if (exercise) session.send({ type: "choose", exercise, side, target_reps, target_hold_s });
}

/** Carries out a key's command; `help` belongs to the page. */
export function perform(session: Session, command: Command): void {
  switch (command.do) {
    case "set":
      toggleSet(session);
      break;
    case "stop":
      session.send({ type: "stop" });
      break;
    case "mute":
      session.camera.toggle("audio");
      break;
    case "count":
      session.send({ type: "correct_count", delta: command.delta });
      break;
    case "mark": {
      const fault = newestFinding(session.view.peek());
      if (fault) mark(session, fault.id, command.agree);
      break;
    }
    case "cue":
      sendCue(session, command.index);
      break;
    default:
      performRest(session, command);
  }
}

function performRest(session: Session, command: Command): void {
  switch (command.do) {
    case "test":
      timer(session);
      break;
    case "assisted":
      helped(session);
      break;
    case "record":
      toggleRecording(session);
      break;
    case "next":
      goOn(session);
      break;
    case "freeze":
      toggleFreeze(session);
      break;
    case "undo":
      undo();
      break;
    case "who":
      togglePicking(session);
      break;
    case "pick":
      pickNumber(session, command.index);
      break;
    default:
      break;
  }
}
