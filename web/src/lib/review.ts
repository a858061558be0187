// Generated from schema/review.json by `npm run types`. Not edited by hand.

/** `rep_rejected` needs `rep_id`; `rep_added` set_number and t; `count` set_number and delta;
 * `fault_agree` and `fault_disagree` fault_number; `fault_missed` set_number, t and fault; `withdrawn`
 * takes back the correction `withdraws`. Nothing is ever overwritten: each is a new row. */
export interface CorrectionIn {
  delta?: -1 | 1 | null;
  fault?: string | null;
  fault_number?: number | null;
  kind: "rep_rejected" | "rep_added" | "count" | "fault_agree" | "fault_disagree" | "fault_missed" | "withdrawn";
  note?: string;
  rep_id?: number | null;
  set_number?: number | null;
  side?: "left" | "right" | "both" | null;
  t?: number | null;
  withdraws?: number | null;
}

export interface ExerciseOverridesIn {
  faults?: Record<string, FaultLimitsIn>;
  pace?: PaceIn;
  /** Of the primary signal, in its unit. */
  rest?: number | null;
  target?: number | null;
}

export interface FaultLimitsIn {
  for_s?: number | null;
  limit?: number | null;
  margin?: number | null;
  share?: number | null;
}

export interface NoteIn {
  kind: "bookmark" | "comment";
  t: number;
  text?: string;
}

export interface NoteWithdrawnIn {
  note_id: number;
}

export interface PaceIn {
  end?: number | null;
  full?: number | null;
  max_s?: number | null;
  min_s?: number | null;
  partial?: number | null;
  start?: number | null;
}

export interface RejudgeAcceptIn {
  job_id: string;
}

/** With no overrides: the present rules as they are. */
export interface RejudgeIn {
  overrides?: Record<string, ExerciseOverridesIn>;
}

export interface FaultDifference {
  end: number;
  fault: string;
  level: "note" | "coach" | "safety";
  name: string;
  side: "left" | "right" | "both";
  start: number;
  value: number;
}

export interface Job {
  id: string;
  kind: "upload" | "rejudge";
  /** One sentence: what is going on, or why it failed and what to do. */
  message: string;
  /** 0 to 1. */
  progress: number;
  session_id: string | null;
  state: "waiting" | "running" | "done" | "failed";
}

export interface RejudgeDifference {
  /** Numbers of sets whose exercise is no longer in the library: they stay as they are. */
  not_known: number[];
  same: boolean;
  sets: SetDifference[];
  versions_after: Record<string, string>;
  versions_before: Record<string, string>;
}

export interface RepDifference {
  complete: boolean;
  end: number;
  peak: number;
  peak_t: number;
  side: "left" | "right" | "both";
  start: number;
}

/** How far people and the judge agree. Findings: over those marked. Sets: over those that a person has
 * counted or corrected, or all when the session was marked reviewed. */
export interface ReviewAgreement {
  agreed: number;
  exact: number;
  /** Cohen's κ over every (repetition, kind of finding); null until the session was marked reviewed, and
   * where one of both never varies. */
  kappa: number | null;
  marked: number;
  /** Sets that differ by at most one; the exact ones among them. */
  off_by_one: number;
  percent: number | null;
  /** Cohen's κ over every movement that was judged or added: a complete repetition or not. */
  rep_kappa: number | null;
  sets_compared: number;
}

/** What the patient said after a set: the newest answer to each question. */
export interface ReviewCheckIn {
  /** The role of who put in the newest: the patient, or somebody for them. */
  by: string;
  /** Borg CR10. */
  effort: number | null;
  /** 0 to 10. */
  pain: number | null;
  set_number: number;
  t: number;
  /** Their name, where they were signed in. */
  who: string | null;
}

export interface ReviewCorrection {
  at: string;
  /** Their role. */
  by: string;
  delta: number | null;
  fault: string | null;
  fault_number: number | null;
  id: number;
  kind: "rep_rejected" | "rep_added" | "count" | "fault_agree" | "fault_disagree" | "fault_missed" | "withdrawn";
  /** Made during the session. */
  live: boolean;
  note: string;
  rep_id: number | null;
  set_number: number | null;
  side: "left" | "right" | "both" | null;
  t: number | null;
  /** Their name, where they were signed in. */
  who: string | null;
  withdrawn: boolean;
}

export interface ReviewCue {
  from_therapist: boolean;
  key: string | null;
  level: "note" | "coach" | "safety";
  t: number;
  text: string;
}

export interface ReviewExercise {
  /** Every finding the exercise can have, with its name. */
  faults: Record<string, string>;
  hold: boolean;
  id: string;
  joint: string;
  /** Indices of the landmarks of the exercised limbs; both sides. */
  landmarks: number[];
  /** What can be judged otherwise, as it was judged: `target`, `full`, a finding's limit by its id. */
  limits: Record<string, ReviewLimit>;
  name: string;
  rest_value: number;
  /** The measure that makes a repetition. */
  signal: string;
  target_value: number;
  unit: string;
}

export interface ReviewFault {
  /** The newest word on it; null until given. */
  agree: boolean | null;
  baseline: number | null;
  end: number;
  fault: string;
  level: "note" | "coach" | "safety";
  name: string;
  number: number;
  quality: "measured" | "estimate" | "not_assessable";
  rep: number | null;
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
  threshold: number;
  unit: string;
  value: number;
}

export interface ReviewHold {
  end: number;
  quality: "measured" | "estimate" | "not_assessable";
  seconds: number;
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
}

/** One judgement of the session: number 1 is the live one; a newer was accepted by somebody. */
export interface ReviewJudgement {
  at: string;
  by: string | null;
  current: boolean;
  number: number;
  /** Per exercise: `signal.target`, `pace.full`, `fault.knees_in.limit`… → the value that was set. */
  overrides: Record<string, Record<string, number>>;
  versions: Record<string, string>;
  who: string | null;
}

export interface ReviewLimit {
  unit: string;
  value: number;
}

export interface ReviewNote {
  at: string;
  /** Their role. */
  by: string;
  id: number;
  kind: "bookmark" | "comment" | "still";
  /** A still whose picture is there. */
  picture: boolean;
  t: number;
  text: string;
  /** Their name, where they were signed in. */
  who: string | null;
}

/** Another session of the same patient, to look at beside this one. */
export interface ReviewOther {
  /** Of its review: `/review/{code}`. */
  code: string;
  created_at: string;
}

export interface ReviewPause {
  end: number;
  reason: string;
  start: number;
  text: string;
}

/** Something that a person should look at; worst first, then by time. */
export interface ReviewQueueItem {
  kind: string;
  reason: string;
  ref: ReviewRef;
  severity: "safety" | "high" | "medium" | "low";
  t: number;
}

export interface ReviewRecording {
  /** False when the file is gone; the rest of the session is here all the same. */
  available: boolean;
  closed: boolean;
  has_audio: boolean;
  has_video: boolean;
  height: number | null;
  id: number;
  media_type: string;
  number: number;
  role: string;
  seconds: number | null;
  /** Session time of the file's media time 0. */
  started_t: number;
  url: string;
  width: number | null;
}

export interface ReviewRef {
  /** Number of the finding or set, id of the repetition or recording; 0 for the session. */
  id: number;
  kind: "fault" | "rep" | "set" | "pause" | "recording" | "session";
}

export interface ReviewRep {
  /** Somebody said that they helped with it. */
  assisted: boolean;
  /** The role of who said so; null for what is older than signatures. */
  assisted_by: string | null;
  /** Their name, where they were signed in. */
  assisted_who: string | null;
  complete: boolean;
  end: number;
  /** Numbers of the findings in it. */
  faults: number[];
  id: number;
  number: number;
  peak: number;
  peak_t: number;
  quality: "measured" | "estimate" | "not_assessable";
  /** A reviewer said that this is no repetition. */
  rejected: boolean;
  set_number: number;
  side: "left" | "right" | "both";
  start: number;
  unit: string;
}

/** A standard test's result as the camera gave it, with all words on it, oldest first. */
export interface ReviewResult {
  confirmed: boolean | null;
  name: string;
  number: number;
  own_value: number | null;
  quality: "measured" | "estimate" | "not_assessable";
  side: "left" | "right" | "both";
  t: number;
  unit: string;
  /** Null where the test was broken off before it gave one. */
  value: number | null;
  /** None on what is older than signatures. */
  words: ReviewResultWord[];
}

/** What somebody said of a test's result; `own_value` is their stopwatch's or count. */
export interface ReviewResultWord {
  at: string;
  /** Their role. */
  by: string;
  confirmed: boolean;
  own_value: number | null;
  /** Their name, where they were signed in. */
  who: string | null;
}

export interface ReviewReviewed {
  at: string;
  /** Their role. */
  by: string;
  /** Their name, where they were signed in. */
  who: string | null;
}

export interface ReviewSession {
  agreement: ReviewAgreement;
  check_ins: ReviewCheckIn[];
  corrections: ReviewCorrection[];
  created_at: string;
  cues: ReviewCue[];
  duration_s: number;
  ended_at: string | null;
  exercises: ReviewExercise[];
  faults: ReviewFault[];
  /** False: no poses, traces and re-judging; what was counted is here all the same. */
  has_tape: boolean;
  holds: ReviewHold[];
  judgements: ReviewJudgement[];
  notes: ReviewNote[];
  /** Newest first. */
  others: ReviewOther[];
  pauses: ReviewPause[];
  /** Sentences on what is missing: a recording whose file is gone, a tape of an older version. */
  problems: string[];
  queue: ReviewQueueItem[];
  recordings: ReviewRecording[];
  reps: ReviewRep[];
  results: ReviewResult[];
  reviewed: ReviewReviewed[];
  /** As whom the reviewer is here. */
  role: "therapist" | "clinician";
  session_id: string;
  sets: ReviewSet[];
  stages: ReviewStage[];
  versions: Record<string, string>;
}

export interface ReviewSet {
  /** With all corrections, live and in review. */
  corrected_reps: number;
  /** The therapist's taps during the session. */
  correction: number;
  ended: number;
  exercise: string;
  longest_hold_s: number;
  number: number;
  partials: number;
  /** As judged; never changed by a correction. */
  reps: number;
  side: "left" | "right" | "both";
  started: number;
}

export interface ReviewStage {
  stage: "idle" | "check" | "countdown" | "moving" | "paused" | "rest" | "stopped" | "ended";
  t: number;
}

/** The primary signal of one set and side, at most 15 points a second. */
export interface ReviewTrace {
  exercise: string;
  measure: string;
  /** (t, value); where the signal could not be measured there is a gap in t. */
  points: [number, number][];
  rest: number;
  set_number: number;
  side: "left" | "right" | "both";
  target: number;
  unit: string;
}

export interface ReviewTraces {
  traces: ReviewTrace[];
}

export interface SetDifference {
  /** Complete repetitions. */
  after: number;
  before: number;
  exercise: string;
  faults_gained: FaultDifference[];
  faults_lost: FaultDifference[];
  number: number;
  reps_gained: RepDifference[];
  reps_lost: RepDifference[];
}

export interface UploadExercise {
  /** Every finding the exercise can have, with its name. */
  faults: Record<string, string>;
  hold: boolean;
  id: string;
  joint: string;
  /** Indices of the landmarks of the exercised limbs; both sides. */
  landmarks: number[];
  /** What can be judged otherwise, as it was judged: `target`, `full`, a finding's limit by its id. */
  limits: Record<string, ReviewLimit>;
  name: string;
  rest_value: number;
  /** That it can be done with. */
  sides: ("left" | "right" | "both")[];
  /** The measure that makes a repetition. */
  signal: string;
  target_value: number;
  unit: string;
}

export interface UploadLimits {
  exercises: UploadExercise[];
  max_bytes: number;
  max_seconds: number;
}

export interface UploadStarted {
  job: Job;
  patient_url: string;
  /** The therapist's: `/review/{code}`. */
  review_url: string;
  session_id: string;
  therapist_url: string;
}
