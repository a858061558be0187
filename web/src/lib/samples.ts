/** Messages for the tests: each whole and valid, with what a test cares about put over it. */

import type { Cue, ExerciseInfo, Fault, Hold, Notice, Participant, Recording, Rep, Signal, State, Welcome } from "./messages";
import { EMPTY, type View } from "./state";

export const SIT_TO_STAND: ExerciseInfo = {
  id: "sit_to_stand",
  name: "Sit to stand",
  how_to: "Stand up, then sit down.",
  view: "front",
  signal: "rise",
  unit: "× standing",
  sides: ["both"],
  hold: false,
  walked: false,
  reps: 8,
  hold_s: null,
  rest_value: 0.6,
  target_value: 0.98,
  landmarks: [23, 24, 25, 26, 27, 28],
  joint: "knee",
  safety: ["Chair against the wall"],
  cues: [{ key: "knees_in", text: "Press your knees gently apart." }],
};

export const STANCE: ExerciseInfo = {
  ...SIT_TO_STAND,
  id: "single_leg_stance",
  name: "Single-leg stance",
  unit: "deg",
  sides: ["left", "right"],
  hold: true,
  hold_s: 10,
  cues: [],
};

export function welcome(over: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    session: "s1",
    you: 0,
    role: "therapist",
    slots: 3,
    ice_servers: [],
    exercises: [SIT_TO_STAND, STANCE],
    fault_names: { knees_in: "Knees in" },
    cue_texts: [{ key: "slower", text: "A little slower." }],
    alone: false,
    patient_link: "/s/abc",
    tests: [],
    ...over,
  };
}

export function state(over: Partial<State> = {}): State {
  return {
    type: "state",
    stage: "moving",
    t: 10,
    exercise: "sit_to_stand",
    side: "both",
    set_number: 1,
    target_reps: 8,
    target_hold_s: null,
    reps: 3,
    partials: 0,
    hold_s: 0,
    countdown: null,
    rest_s: null,
    paused_reason: null,
    quality: "measured",
    view: "front",
    yaw_deg: 0,
    rate: 15,
    judging: true,
    programme: [],
    check_in: null,
    checked: [],
    basis: "cold_start",
    rest_values: {},
    target_values: {},
    test: null,
    test_side: "both",
    test_started: null,
    turn: null,
    turn_text: null,
    test_refusal: null,
    ...over,
  };
}

export function signal(over: Partial<Signal> = {}): Signal {
  return {
    type: "signal",
    side: "both",
    samples: [[10, 0.7]],
    progress: 0.3,
    phase: "out",
    quality: "measured",
    hold_s: null,
    ...over,
  };
}

export function rep(over: Partial<Rep> = {}): Rep {
  return {
    type: "rep",
    t: 10,
    set_number: 1,
    number: 1,
    side: "both",
    start: 8,
    peak_t: 9,
    end: 10,
    peak: 1,
    unit: "× standing",
    complete: true,
    quality: "measured",
    ...over,
  };
}

export function fault(over: Partial<Fault> = {}): Fault {
  return {
    type: "fault",
    id: 1,
    t: 10,
    set_number: 1,
    fault: "knees_in",
    name: "Knees in",
    level: "coach",
    start: 9,
    end: 9.5,
    rep: 1,
    side: "both",
    value: 0.6,
    unit: "ratio",
    threshold: 0.8,
    baseline: null,
    quality: "measured",
    ...over,
  };
}

export function hold(over: Partial<Hold> = {}): Hold {
  return { type: "hold", t: 20, set_number: 1, side: "left", start: 10, seconds: 9.6, quality: "measured", ...over };
}

export function cue(over: Partial<Cue> = {}): Cue {
  return { type: "cue", t: 10, key: "taller", text: "Stand a little taller.", level: "coach", from_therapist: false, ...over };
}

export function notice(over: Partial<Notice> = {}): Notice {
  return { type: "notice", code: "two_people", text: "Two people are in view.", level: "warning", ...over };
}

export function recording(over: Partial<Recording> = {}): Recording {
  return { type: "recording", state: "off", picture: false, question: null, explanation: null, text_version: 1, ...over };
}

export function person(over: Partial<Participant> = {}): Participant {
  return { id: 0, role: "therapist", name: "Anna", connected: true, camera: "on", microphone: "on", ready: false, ...over };
}

export function view(over: Partial<View> = {}): View {
  return { ...EMPTY, welcome: welcome(), state: state(), ...over };
}
