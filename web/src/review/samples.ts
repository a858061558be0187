/** A small session for the tests: two sets of one exercise, three repetitions each. */

import type { ReviewExercise, ReviewFault, ReviewRecording, ReviewRep, ReviewSession } from "../lib/review";

export function rep(over: Partial<ReviewRep> = {}): ReviewRep {
  return {
    id: 1,
    set_number: 1,
    number: 1,
    side: "both",
    start: 10,
    peak_t: 11,
    end: 12,
    peak: 0.95,
    unit: "× standing",
    complete: true,
    quality: "measured",
    rejected: false,
    assisted: false,
    assisted_by: null,
    assisted_who: null,
    faults: [],
    ...over,
  };
}

export function fault(over: Partial<ReviewFault> = {}): ReviewFault {
  return {
    number: 1,
    set_number: 1,
    fault: "knees_in",
    name: "Knees in",
    level: "coach",
    start: 10.5,
    end: 11.5,
    rep: 1,
    side: "both",
    value: 0.74,
    unit: "ratio",
    threshold: 0.8,
    baseline: null,
    quality: "measured",
    agree: null,
    ...over,
  };
}

export function recording(over: Partial<ReviewRecording> = {}): ReviewRecording {
  return {
    id: 1,
    role: "patient",
    number: 1,
    url: "/media/1",
    media_type: "video/webm",
    started_t: 0,
    seconds: 60,
    width: 640,
    height: 480,
    has_video: true,
    has_audio: true,
    closed: true,
    available: true,
    ...over,
  };
}

const SIT_TO_STAND: ReviewExercise = {
  id: "sit_to_stand",
  name: "Sit to stand",
  signal: "rise",
  unit: "× standing",
  hold: false,
  joint: "knee",
  landmarks: [23, 24, 25, 26, 27, 28],
  rest_value: 0.6,
  target_value: 0.96,
  faults: { knees_in: "Knees in" },
  limits: { target: { value: 0.96, unit: "× standing" }, full: { value: 0.8, unit: "× way" }, knees_in: { value: 0.8, unit: "× hips" } },
};

function set(number: number, started: number, ended: number): ReviewSession["sets"][number] {
  return {
    number,
    exercise: "sit_to_stand",
    side: "both",
    started,
    ended,
    reps: 3,
    partials: 0,
    correction: 0,
    corrected_reps: 3,
    longest_hold_s: 0,
  };
}

export function session(over: Partial<ReviewSession> = {}): ReviewSession {
  return {
    session_id: "s1",
    role: "therapist",
    created_at: "2026-11-26T09:30:00Z",
    ended_at: "2026-11-26T09:32:00Z",
    duration_s: 120,
    versions: {},
    has_tape: true,
    problems: [],
    exercises: [SIT_TO_STAND],
    sets: [set(1, 10, 16), set(2, 60, 66)],
    reps: [0, 1, 2, 3, 4, 5].map((i) => {
      const start = (i < 3 ? 10 : 54) + i * 2;
      const number = (i % 3) + 1;
      return rep({ id: i + 1, set_number: i < 3 ? 1 : 2, number, start, peak_t: start + 1, end: start + 2, faults: i === 0 ? [1] : [] });
    }),
    faults: [fault()],
    holds: [],
    cues: [],
    stages: [],
    pauses: [],
    corrections: [],
    notes: [],
    check_ins: [],
    results: [],
    others: [],
    recordings: [],
    agreement: { marked: 0, agreed: 0, percent: null, kappa: null, rep_kappa: null, sets_compared: 0, exact: 0, off_by_one: 0 },
    queue: [{ t: 10.5, severity: "high", kind: "fault", reason: "Knees in: nobody has confirmed it.", ref: { kind: "fault", id: 1 } }],
    reviewed: [],
    judgements: [],
    ...over,
  };
}
