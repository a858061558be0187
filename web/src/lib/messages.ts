// Generated from schema/messages.json by `npm run types`. Not edited by hand.

/** Therapist: has seen the stop or the safety finding; the session may go on. */
export interface Acknowledge {
  type: "acknowledge";
}

/** The participant switched camera or microphone, or lost one. */
export interface CameraState {
  camera: "on" | "off" | "lost";
  microphone: "on" | "off" | "lost";
  type: "camera_state";
}

/** Therapist: the exercise to do next. Stops a running set. */
export interface Choose {
  exercise: string;
  side: "left" | "right" | "both";
  target_hold_s?: number | null;
  target_reps: number;
  type: "choose";
}

export interface CorrectCount {
  delta: -1 | 1;
  type: "correct_count";
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

/** Therapist: agrees or disagrees with a finding. */
export interface MarkFault {
  agree: boolean;
  id: number;
  type: "mark_fault";
}

/** Non-trickle offer: camera and microphone first, then one audio and one video receive slot for
 * each other participant. */
export interface Offer {
  sdp: string;
  type: "offer";
}

export interface Ping {
  n: number;
  type: "ping";
}

/** Therapist: say this to the patient; a key of the catalogue's cues, or free text. */
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
  | Acknowledge
  | EndSession;

export interface Answer {
  sdp: string;
  type: "answer";
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
  sides: ("left" | "right" | "both")[];
  signal: string;
  target_value: number;
  unit: string;
  view: "front" | "side" | "oblique";
}

export interface Fault {
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
  role: "patient" | "therapist" | "caregiver" | "clinician";
}

export interface Participants {
  participants: Participant[];
  type: "participants";
}

export interface Pong {
  n: number;
  type: "pong";
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
  countdown: number | null;
  exercise: string | null;
  hold_s: number;
  judging: boolean;
  partials: number;
  paused_reason: string | null;
  quality: "measured" | "estimate" | "not_assessable";
  rate: number;
  reps: number;
  rest_s: number | null;
  set_number: number;
  side: "left" | "right" | "both";
  stage: "idle" | "check" | "countdown" | "moving" | "paused" | "rest" | "stopped" | "ended";
  t: number | null;
  target_hold_s: number | null;
  target_reps: number;
  type: "state";
  view: string | null;
  yaw_deg: number | null;
}

/** Answer to hello: who you are, what can be done, where relays are. */
export interface Welcome {
  cue_texts: CueText[];
  exercises: ExerciseInfo[];
  fault_names: Record<string, string>;
  ice_servers: IceServer[];
  patient_link: string | null;
  role: "patient" | "therapist" | "caregiver" | "clinician";
  session: string;
  slots: number;
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
  | Notice;
