/** What the server has told this page, as one value; `reduce` is the only way it changes. */

import type {
  CameraCheck,
  Cue,
  Draft,
  Fault,
  Gait,
  Guided,
  Hold,
  HelpAsked,
  Notice,
  Participant,
  Recording,
  People,
  Rep,
  Result,
  Signal,
  State,
  TestProgress,
  ToBrowser,
  Welcome,
} from "./messages";

export type SideName = State["side"];

export interface View {
  welcome: Welcome | null;
  participants: Participant[];
  slots: (number | null)[];
  state: State | null;
  /** The newest of each side. */
  signals: Partial<Record<SideName, Signal>>;
  reps: Rep[];
  faults: Fault[];
  holds: Hold[];
  /** Finding id → agreed or not. */
  marks: Record<number, boolean>;
  agreement: { agreed: number; marked: number };
  cues: Cue[];
  check: CameraCheck | null;
  /** How far the calibration is; null before the first. */
  guided: Guided | null;
  progress: TestProgress | null;
  results: Result[];
  /** Keys of the repetitions that somebody helped with; see `repKey`. */
  assisted: ReadonlySet<string>;
  /** The newest repetition with somebody within reach: was it helped with? */
  asked: HelpAsked | null;
  /** An exercise that was just learnt, to be named and kept. */
  draft: Draft | null;
  /** A draft is being made of what was shown. */
  drafting: boolean;
  /** Means over the steps of the walk that is on, or was last. */
  gait: Gait | null;
  /** Who is in the patient's picture; null before anybody was. */
  people: People | null;
  /** Whether the session is recorded; null before it was told. */
  recording: Recording | null;
  /** At most one of each code, the newest last. */
  notices: Notice[];
}

export const EMPTY: View = {
  welcome: null,
  participants: [],
  slots: [],
  state: null,
  signals: {},
  reps: [],
  faults: [],
  holds: [],
  marks: {},
  agreement: { agreed: 0, marked: 0 },
  cues: [],
  check: null,
  guided: null,
  progress: null,
  results: [],
  assisted: new Set(),
  asked: null,
  people: null,
  gait: null,
  draft: null,
  drafting: false,
  recording: null,
  notices: [],
};

/** Names one repetition of the session. */
export function repKey({ set_number, number, complete }: Pick<Rep, "set_number" | "number" | "complete">): string {
  return `${set_number}.${number}.${complete}`;
}

const CUES_KEPT = 200;
const NOTICES_KEPT = 4;

/** A message that came again (after a reconnection) replaces its first copy. */
function put<T>(list: T[], item: T, same: (other: T) => boolean): T[] {
  const at = list.findIndex(same);
  return at < 0 ? [...list, item] : list.with(at, item);
}

function putRep(list: Rep[], rep: Rep): Rep[] {
  return put(
    list,
    rep,
    (other) => other.set_number === rep.set_number && other.number === rep.number && other.complete === rep.complete,
  );
}

function without(notices: Notice[], code: string): Notice[] {
  return notices.some((notice) => notice.code === code) ? notices.filter((notice) => notice.code !== code) : notices;
}

function withState(view: View, state: State): View {
  const before = view.state;
  const fresh = before?.exercise !== state.exercise || before.set_number !== state.set_number;
  const check = state.stage === "check" ? view.check : null;
  const notices = state.stage === "moving" ? without(view.notices, "picture_stopped") : view.notices;
  return { ...view, state, check, notices, signals: fresh ? {} : view.signals, gait: fresh ? null : view.gait };
}

function withWelcome(view: View, welcome: Welcome): View {
  const same = view.welcome?.session === welcome.session;
  return { ...(same ? view : EMPTY), welcome, notices: [], drafting: false };
}

/** A notice that makes others untrue. */
const SETTLES: Record<string, string[]> = {
  judging_back: ["judging_away"],
  patient_joined: ["patient_left", "patient_camera_lost", "patient_camera_off", "picture_stopped"],
  patient_left: ["patient_joined", "picture_stopped"],
};

/** Notices that come instead of a draft. */
const NO_DRAFT = new Set(["not_learned", "learning_failed", "no_demonstration"]);

function withNotice(view: View, notice: Notice): View {
  const untrue = new Set([notice.code, ...(SETTLES[notice.code] ?? [])]);
  const others = view.notices.filter((other) => !untrue.has(other.code));
  const drafting = view.drafting && !NO_DRAFT.has(notice.code);
  return { ...view, drafting, notices: [...others, notice].slice(-NOTICES_KEPT) };
}

/** The view after this message. Never changes the one it is given. */
export function reduce(view: View, message: ToBrowser): View {
  switch (message.type) {
    case "welcome":
      return withWelcome(view, message);
    case "participants":
      return { ...view, participants: message.participants };
    case "slots":
      return { ...view, slots: message.participants };
    case "state":
      return withState(view, message);
    case "signal":
      return { ...view, signals: { ...view.signals, [message.side]: message } };
    case "rep":
      return { ...view, reps: putRep(view.reps, message) };
    case "fault":
      return { ...view, faults: put(view.faults, message, (other) => other.id === message.id) };
    case "hold":
      return { ...view, holds: put(view.holds, message, (o) => o.start === message.start && o.side === message.side) };
    default:
      return reduceRest(view, message);
  }
}

type Seldom = Exclude<
  ToBrowser,
  { type: "welcome" | "participants" | "slots" | "state" | "signal" | "rep" | "fault" | "hold" }
>;

function reduceRest(view: View, message: Seldom): View {
  switch (message.type) {
    case "cue":
      return { ...view, cues: [...view.cues, message].slice(-CUES_KEPT) };
    case "camera_check":
      return { ...view, check: message };
    case "mark": {
      const { id, agree, agreed, marked } = message;
      return { ...view, marks: { ...view.marks, [id]: agree }, agreement: { agreed, marked } };
    }
    case "notice":
      return withNotice(view, message);
    default:
      return reduceGuidance(view, message);
  }
}

type Guidance = Exclude<Seldom, { type: "cue" | "camera_check" | "mark" | "notice" }>;

function reduceGuidance(view: View, message: Guidance): View {
  switch (message.type) {
    case "guided":
      return { ...view, guided: message };
    case "test_progress":
      return { ...view, progress: message };
    case "result":
      return { ...view, results: put(view.results, message, (other) => other.id === message.id) };
    case "recording":
      return { ...view, recording: message };
    case "assistance":
      return { ...view, assisted: new Set([...view.assisted, repKey(message)]) };
    case "help_asked":
      return { ...view, asked: message };
    case "draft":
      return { ...view, draft: message, drafting: false };
    case "exercises":
      return { ...view, draft: null, welcome: view.welcome && { ...view.welcome, exercises: message.exercises } };
    case "gait":
      return { ...view, gait: message };
    case "people":
      return { ...view, people: message };
    default:
      return view; // answer and pong are the line's own business
  }
}

/** The repetition about whose help the therapist is asked; null once it is answered or old news. */
export function askedOf(view: View, now: number | null): HelpAsked | null {
  const { asked } = view;
  if (!asked || view.assisted.has(repKey(asked))) return null;
  const rep = view.reps.find((other) => repKey(other) === repKey(asked));
  return rep && (now ?? 0) - rep.t <= ASKED_S ? asked : null;
}

/** Seconds for which the question about help stands. */
const ASKED_S = 20;

export function dismiss(view: View, code: string): View {
  return { ...view, notices: without(view.notices, code) };
}

/** The exercise that is on, with what the pages need to know of it. */
export function exerciseOf(view: View) {
  return view.welcome?.exercises.find((exercise) => exercise.id === view.state?.exercise) ?? null;
}

export function personOf(view: View, role: Participant["role"]): Participant | null {
  return view.participants.find((person) => person.role === role) ?? null;
}
