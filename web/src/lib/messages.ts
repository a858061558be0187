// Generated from schema/messages.json by `npm run types`. Not edited by hand.

/** Therapist: has seen the stop or the safety finding; the session may go on. */
export interface Acknowledge {
  type: "acknowledge";
}

/** Patient: whether it may, to the words of this version. */
export interface AnswerRecording {
  text_version: number;
  type: "answer_recording";
  yes: boolean;
}

/** Therapist: asks the patient whether the session may be recorded; agrees to it themselves by that. */
export interface AskRecording {
  picture?: boolean;
  type: "ask_recording";
}

/** Therapist or caregiver: helped with this repetition; without a number with the one that runs, or else
 * the last one. */
export interface Assisted {
  complete?: boolean;
  number?: number | null;
  set_number?: number;
  type: "assisted";
}

/** Therapist: "Go". */
export interface BeginTest {
  type: "begin_test";
}

/** Therapist: guide the patient through a calibration of the chosen exercise and side. */
export interface Calibrate {
  type: "calibrate";
}

/** Caregiver: help is needed. Stops as `stop` does, and says that somebody asks for help. */
export interface CallHelp {
  type: "help";
}

/** The participant switched camera or microphone, or lost one. */
export interface CameraState {
  camera: "on" | "off" | "lost";
  microphone: "on" | "off" | "lost";
  type: "camera_state";
}

/** Anyone, in the patient's words: pain 0 to 10, effort (Borg CR10) after a set; each may come alone. */
export interface CheckIn {
  effort?: number | null;
  pain?: number | null;
  set_number: number;
  type: "check_in";
}

/** Therapist: the exercise to do next. Stops a running set. */
export interface Choose {
  exercise: string;
  side: "left" | "right" | "both";
  target_hold_s?: number | null;
  target_reps: number;
  type: "choose";
}

/** Therapist: who is at this place of the picture (shares of width and height) is the patient. */
export interface ChoosePatient {
  type: "choose_patient";
  x: number;
  y: number;
}

/** Therapist: a standard test. Its prompts are read to the patient. */
export interface ChooseTest {
  age?: number | null;
  condition?: string | null;
  sex?: "male" | "female" | null;
  side: "left" | "right" | "both";
  test: string;
  type: "choose_test";
}

export interface CorrectCount {
  delta: -1 | 1;
  type: "correct_count";
}

/** Therapist: enough was shown; `reps` where they counted. */
export interface EndLearning {
  reps?: number | null;
  type: "end_learning";
}

export interface EndSession {
  type: "end_session";
}

/** First message on every connection; nothing else is answered before it. */
export interface Hello {
  language?: string;
  link: string;
  name?: string;
  type: "hello";
}

/** Patient, alone: goes on after a stop, before the time or without the calibration, counts one
 * themselves, ends the set, leaves this exercise out, or ends for today. */
export interface Home {
  do: "go_on" | "count" | "end_set" | "skip" | "finish";
  type: "home";
}

/** Therapist: confirms or discards a test's result; `own_value` is their own stopwatch's or count. */
export interface JudgeResult {
  confirmed: boolean;
  id: number;
  own_value?: number | null;
  type: "judge_result";
}

/** Therapist: from now on an exercise is shown to the camera. */
export interface Learn {
  type: "learn";
}

/** Therapist: agrees or disagrees with a finding. */
export interface MarkFault {
  agree: boolean;
  id: number;
  type: "mark_fault";
}

/** Non-trickle offer: camera and microphone first, then one audio and one video receive slot for
 * each other participant. */
export interface Offer {
  id?: number;
  sdp: string;
  type: "offer";
}

export interface Ping {
  n: number;
  type: "ping";
}

/** Caregiver: stands where they should and it is safe to start; or not. Holds for the exercise on now. */
export interface Ready {
  ready: boolean;
  type: "ready";
}

/** Therapist: keep the newest draft under this name, with these numbers. */
export interface SaveExercise {
  name: string;
  reps: number;
  rest: number;
  target: number;
  type: "save_exercise";
}

/** Therapist: say this to the patient; a key of the catalogue's cues, or free text of `MOST_WORDS`. */
export interface SendCue {
  key?: string | null;
  text?: string | null;
  type: "send_cue";
}

export interface StartSet {
  type: "start_set";
}

/** Anyone: stop now. The set ends, cues end, the therapist is called. */
export interface Stop {
  type: "stop";
}

/** Therapist: ends a calibration or a test. */
export interface StopGuidance {
  type: "stop_guidance";
}

/** Anyone: stop recording; what was recorded of the session is kept or deleted. */
export interface StopRecording {
  keep: boolean;
  type: "stop_recording";
}

export interface StopSet {
  type: "stop_set";
}

export type FromBrowser =
  | Hello
  | Offer
  | Ping
  | CameraState
  | Choose
  | StartSet
  | StopSet
  | SendCue
  | CorrectCount
  | MarkFault
  | Stop
  | CheckIn
  | Acknowledge
  | Calibrate
  | ChooseTest
  | BeginTest
  | StopGuidance
  | JudgeResult
  | Assisted
  | Ready
  | CallHelp
  | Home
  | ChoosePatient
  | Learn
  | EndLearning
  | SaveExercise
  | AskRecording
  | AnswerRecording
  | StopRecording
  | EndSession;

export interface Answer {
  id: number;
  sdp: string;
  type: "answer";
}

/** This repetition was done with help. */
export interface Assistance {
  complete: boolean;
  number: number;
  set_number: number;
  type: "assistance";
}

export interface CameraCheck {
  advice: string | null;
  body: boolean;
  distance: boolean;
  light: boolean;
  missing: string[];
  turned: boolean;
  type: "camera_check";
}

/** What the patient said after a set. */
export interface Checked {
  effort: number | null;
  pain: number | null;
  set_number: number;
}

/** One instruction for the patient: shown and spoken. */
export interface Cue {
  from_therapist: boolean;
  key: string | null;
  level: "note" | "coach" | "safety";
  t: number;
  text: string;
  type: "cue";
}

export interface CueText {
  key: string;
  text: string;
}

/** An exercise as a demonstration taught it: to be named and corrected by the therapist. */
export interface Draft {
  confirmed: boolean;
  full: number;
  measure: string;
  reps: number;
  rest: number;
  shown: ShownRep[];
  side: "left" | "right" | "both";
  target: number;
  tempo_back: number | null;
  tempo_out: number | null;
  traces: Record<string, [number, number][]>;
  type: "draft";
  unit: string;
  view: string;
  why: string[];
}

/** What the pages need to know of an exercise. */
export interface ExerciseInfo {
  cues: CueText[];
  hold: boolean;
  hold_s: number | null;
  how_to: string;
  id: string;
  joint: string;
  landmarks: number[];
  name: string;
  reps: number;
  rest_value: number;
  safety: string[];
  sides: ("left" | "right" | "both")[];
  signal: string;
  target_value: number;
  unit: string;
  view: "front" | "side" | "oblique";
  walked: boolean;
}

/** All exercises that can be chosen, after one was added. */
export interface Exercises {
  exercises: ExerciseInfo[];
  type: "exercises";
}

export interface Fault {
  baseline: number | null;
  end: number;
  fault: string;
  id: number;
  level: "note" | "coach" | "safety";
  name: string;
  quality: "measured" | "estimate" | "not_assessable";
  rep: number | null;
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
  t: number;
  threshold: number;
  type: "fault";
  unit: string;
  value: number;
}

/** Means over the steps of a walk, for the therapist; never of a single step. Turns and the first and last
 * step of every stretch are left out. */
export interface Gait {
  base: GaitNumber;
  cadence: GaitNumber;
  length_ratio: GaitNumber;
  longer_length: "left" | "right" | "both" | null;
  longer_time: "left" | "right" | "both" | null;
  speed: GaitNumber;
  step_length: Record<string, GaitNumber>;
  step_time: Record<string, GaitNumber>;
  steps: number;
  time_ratio: GaitNumber;
  type: "gait";
}

/** A mean over steps; null where it is not assessable. */
export interface GaitNumber {
  n: number;
  quality: "measured" | "estimate" | "not_assessable";
  value: number | null;
}

/** How far the calibration is. */
export interface Guided {
  number: number;
  side: "left" | "right" | "both";
  step: "stance" | "guided" | "failed" | "done";
  type: "guided";
  wanted: number;
}

/** Somebody was within reach during this repetition: was it helped with? For the therapist. */
export interface HelpAsked {
  complete: boolean;
  number: number;
  set_number: number;
  type: "help_asked";
}

export interface Hold {
  quality: "measured" | "estimate" | "not_assessable";
  seconds: number;
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
  t: number;
  type: "hold";
}

export interface IceServer {
  credential: string | null;
  urls: string[];
  username: string | null;
}

/** A finding was agreed or disagreed with; the running agreement. */
export interface Mark {
  agree: boolean;
  agreed: number;
  id: number;
  marked: number;
  type: "mark";
}

/** One sentence for this person; `code` names it for tests and translations. */
export interface Notice {
  code: string;
  level: "info" | "warning" | "error";
  text: string;
  type: "notice";
}

export interface Participant {
  camera: "on" | "off" | "lost";
  connected: boolean;
  id: number;
  microphone: "on" | "off" | "lost";
  name: string;
  ready: boolean;
  role: "patient" | "therapist" | "caregiver" | "clinician";
}

export interface Participants {
  participants: Participant[];
  type: "participants";
}

/** Everybody in the patient's picture, from left to right; empty while there is at most one. */
export interface People {
  chosen: boolean;
  people: Person[];
  type: "people";
}

/** Somebody in the patient's picture; left, top, right, bottom as shares of its width and height. */
export interface Person {
  box: [number, number, number, number];
  followed: boolean;
}

/** One exercise of today's programme. */
export interface Planned {
  done: number;
  equipment: string[];
  exercise: string;
  hold_s: number | null;
  reps: number;
  sets: number;
  side: "left" | "right" | "both";
}

export interface Pong {
  n: number;
  type: "pong";
}

/** Whether the session is recorded; sent on joining and on every change. On: every page shows it. */
export interface Recording {
  explanation: string | null;
  picture: boolean;
  question: string | null;
  state: "off" | "asked" | "on";
  text_version: number;
  type: "recording";
}

export interface Rep {
  complete: boolean;
  end: number;
  number: number;
  peak: number;
  peak_t: number;
  quality: "measured" | "estimate" | "not_assessable";
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
  t: number;
  type: "rep";
  unit: string;
}

/** A test's result: the therapist confirms or discards it. */
export interface Result {
  change: string | null;
  comparison: string | null;
  confirmed: boolean | null;
  details: Record<string, number>;
  deviations: string[];
  ended: number;
  id: number;
  name: string;
  own_value: number | null;
  quality: "measured" | "estimate" | "not_assessable";
  side: "left" | "right" | "both";
  source: string | null;
  started: number;
  t: number;
  test: string;
  type: "result";
  unit: string;
  value: number | null;
}

/** One repetition of a demonstration, as marked on its trace. */
export interface ShownRep {
  end: number;
  peak: number;
  peak_t: number;
  side: "left" | "right" | "both";
  start: number;
}

/** Newest values of the primary signal, for the trace and the joint's colour. */
export interface Signal {
  hold_s: number | null;
  phase: string;
  progress: number | null;
  quality: "measured" | "estimate" | "not_assessable";
  samples: [number, number][];
  side: "left" | "right" | "both";
  type: "signal";
}

/** Which participant each receive slot carries now; null when it is free. */
export interface Slots {
  participants: (number | null)[];
  type: "slots";
}

/** The whole state of the session; sent on joining and on every change. */
export interface State {
  basis: "calibrated" | "cold_start" | "outdated" | "changed";
  check_in: number | null;
  checked: Checked[];
  countdown: number | null;
  exercise: string | null;
  hold_s: number;
  judging: boolean;
  partials: number;
  paused_reason: string | null;
  programme: Planned[];
  quality: "measured" | "estimate" | "not_assessable";
  rate: number;
  reps: number;
  rest_s: number | null;
  rest_values: Record<string, number>;
  set_number: number;
  side: "left" | "right" | "both";
  stage: "idle" | "check" | "calibrating" | "learning" | "testing" | "countdown" | "moving" | "paused" | "rest" | "stopped" | "ended";
  t: number | null;
  target_hold_s: number | null;
  target_reps: number;
  target_values: Record<string, number>;
  test: string | null;
  test_refusal: string | null;
  test_side: "left" | "right" | "both";
  test_started: number | null;
  turn: "left" | "right" | null;
  turn_text: string | null;
  type: "state";
  view: string | null;
  yaw_deg: number | null;
}

/** What the therapist's page needs to know of a standard test. */
export interface TestInfo {
  automatic: boolean;
  equipment: string[];
  id: string;
  name: string;
  prompts: string[];
  sided: boolean;
  unit: string;
  views: string[];
}

/** A test's count went up, or one of its parts was done; null when it begins. */
export interface TestProgress {
  t: number;
  test: string;
  type: "test_progress";
  value: number | null;
}

/** Answer to hello: who you are, what can be done, where relays are. */
export interface Welcome {
  alone: boolean;
  cue_texts: CueText[];
  exercises: ExerciseInfo[];
  fault_names: Record<string, string>;
  ice_servers: IceServer[];
  patient_link: string | null;
  role: "patient" | "therapist" | "caregiver" | "clinician";
  session: string;
  slots: number;
  tests: TestInfo[];
  type: "welcome";
  you: number;
}

export type ToBrowser =
  | Welcome
  | Answer
  | Slots
  | Participants
  | Pong
  | State
  | Signal
  | Rep
  | Fault
  | Hold
  | Cue
  | CameraCheck
  | Mark
  | Guided
  | TestProgress
  | Result
  | Assistance
  | HelpAsked
  | Draft
  | Exercises
  | Gait
  | People
  | Recording
  | Notice;
