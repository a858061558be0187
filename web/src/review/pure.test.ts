import { expect, test } from "vitest";

import type { ReviewCorrection, ReviewTrace } from "../lib/review";
import { massOf, placedOn } from "./body";
import { commandOf } from "./keys";
import { partAt } from "./parts";
import { bestOf, faultAt, rejectionOf, repAt, rowsOf, samePhase, tempoOf, traceOf } from "./reps";
import { fault, recording, rep, session } from "./samples";

const pressed = (key: string, over = {}) => ({ key, shift: false, modified: false, typing: false, onControl: false, repeat: false, ...over });

test.each([
  ["ArrowLeft", { do: "frame", by: -1 }],
  ["ArrowRight", { do: "frame", by: 1 }],
  ["j", { do: "slower" }],
  ["K", { do: "play" }],
  ["l", { do: "faster" }],
  ["[", { do: "rep", by: -1 }],
  ["]", { do: "rep", by: 1 }],
  ["a", { do: "mark", agree: true }],
  ["d", { do: "mark", agree: false }],
  ["b", { do: "bookmark" }],
  ["?", { do: "help" }],
  ["3", { do: "layer", name: "ghost" }],
  ["q", null],
])("%s", (key, command) => {
  expect(commandOf(pressed(key), true)).toEqual(command);
});

test("typing, the browser's own keys and switched-off single keys are left alone", () => {
  expect(commandOf(pressed("a", { typing: true }), true)).toBeNull();
  expect(commandOf(pressed("ArrowLeft", { typing: true }), true)).toBeNull();
  expect(commandOf(pressed("l", { modified: true }), true)).toBeNull();
  expect(commandOf(pressed("a"), false)).toBeNull();
  expect(commandOf(pressed("ArrowLeft"), false)).toEqual({ do: "frame", by: -1 });
  expect(commandOf(pressed(" ", { onControl: true }), true)).toBeNull();
});

test("only stepping repeats while a key is held", () => {
  expect(commandOf(pressed("ArrowRight", { repeat: true }), true)).toEqual({ do: "frame", by: 1 });
  expect(commandOf(pressed("b", { repeat: true }), true)).toBeNull();
});

function trace(points: [number, number][]): ReviewTrace {
  return { set_number: 1, exercise: "sit_to_stand", side: "both", measure: "rise", unit: "×", rest: 0.6, target: 0.96, points };
}

test("the tempo is out, held near the peak, and back", () => {
  const points = Array.from({ length: 21 }, (_, i): [number, number] => {
    const t = i / 10;
    return [10 + t, t < 0.8 ? 0.6 + t * 0.5 : t <= 1.4 ? 1 : 1 - (t - 1.4) * 0.6];
  });
  const { out, hold, back } = tempoOf(rep({ peak: 1, peak_t: 11 }), trace(points));
  expect(out + hold + back).toBeCloseTo(2, 9);
  expect(out).toBeCloseTo(0.8, 9);
  expect(hold).toBeCloseTo(0.6, 9);
});

test("without a signal only out and back are known", () => {
  expect(tempoOf(rep(), null)).toEqual({ out: 1, hold: 0, back: 1 });
});

test("a set's trace is of its side, else of both", () => {
  const both = trace([]);
  expect(traceOf([both], 1, "left")).toBe(both);
  expect(traceOf([both], 2, "left")).toBeNull();
});

const added: ReviewCorrection = {
  id: 7,
  kind: "rep_added",
  set_number: 1,
  rep_id: null,
  fault_number: null,
  fault: null,
  t: 13,
  side: "both",
  delta: null,
  note: "",
  by: "therapist",
  who: "Anna",
  at: "",
  live: false,
  withdrawn: false,
};

test("the list has each set under its head, with what a person added in its place", () => {
  const rows = rowsOf(session({ corrections: [added, { ...added, id: 8, withdrawn: true }] }));
  expect(rows.map(({ key }) => key)).toEqual(["s1", "r1", "r2", "c7", "r3", "s2", "r4", "r5", "r6"]);
});

test("a rejection can be found again until it is taken back", () => {
  const made = { ...added, kind: "rep_rejected" as const, rep_id: 2, set_number: null };
  expect(rejectionOf([made], 2)?.id).toBe(7);
  expect(rejectionOf([{ ...made, withdrawn: true }], 2)).toBeNull();
});

test("the repetition and the finding of a moment", () => {
  const { reps, faults } = session();
  const starts = reps.map(({ start }) => start);
  expect(repAt(reps, starts, 9)).toBeNull();
  expect(repAt(reps, starts, 12)?.id).toBe(2);
  expect(repAt(reps, starts, 40)?.id).toBe(3);
  expect(faultAt(faults, null, null, 5)).toBeNull();
  expect(faultAt(faults, null, reps[0]!, 10)?.number).toBe(1);
  expect(faultAt([...faults, fault({ number: 2, start: 30 })], 1, null, 50)?.number).toBe(1);
});

test("the best repetition is measured, without a finding, and not one that a person took back", () => {
  const { reps } = session();
  const better = [rep({ id: 21, peak: 0.99, quality: "estimate" }), rep({ id: 22, peak: 0.98, rejected: true }), rep({ id: 23, peak: 0.97, faults: [1] }), rep({ id: 24, peak: 0.955 })];
  expect(bestOf(session({ reps: [...reps, ...better] }), reps[0]!)?.id).toBe(24);
  expect(bestOf(session({ reps: better.slice(0, 2) }), reps[0]!)).toBeNull();
});

test("the same phase is as far out or as far back", () => {
  const other = rep({ start: 20, peak_t: 24, end: 26 });
  expect([10, 10.5, 11, 11.5, 12, 99].map((t) => samePhase(rep(), other, t))).toEqual([20, 22, 24, 25, 26, 26]);
});

test("the part of a moment is the one it lies in; the later where two overlap", () => {
  const parts = [recording({ number: 1, seconds: 20 }), recording({ number: 2, started_t: 19, seconds: 10 }), recording({ number: 3, started_t: 40, seconds: null })];
  expect([0, 18.9, 19, 28.9, 30, 40, 500].map((t) => partAt(parts, t)?.number ?? null)).toEqual([1, 1, 2, 2, null, 3, 3]);
});

function body(x: number, scale: number): Float32Array {
  const points = new Float32Array(132);
  for (let i = 0; i < 33; i += 1) points.set([x, 0.5, 0, 0.99], i * 4);
  for (const [index, y] of [[7, 0.1], [8, 0.1], [11, 0.3], [12, 0.3], [23, 0.5], [24, 0.5], [27, 0.9], [28, 0.9]] as const) {
    points[index * 4 + 1] = 0.9 - (0.9 - y) * scale;
  }
  return points;
}

test("the centre of mass of an upright body is on its middle line, between hips and shoulders", () => {
  const mass = massOf(body(0.4, 1));
  expect(mass?.x).toBeCloseTo(0.4, 3);
  expect(mass?.y).toBeGreaterThan(0.3);
  expect(mass?.y).toBeLessThan(0.55);
});

test("legs that are not seen leave the centre of mass unknown", () => {
  const points = body(0.4, 1);
  points[27 * 4 + 3] = 0.2;
  expect(massOf(points)).toBeNull();
});

test("the ghost stands on the patient's feet, with a trunk as long", () => {
  const placed = placedOn(body(0.2, 0.8), body(0.6, 1));
  expect(placed[27 * 4]).toBeCloseTo(0.6, 5);
  expect(placed[27 * 4 + 1]).toBeCloseTo(0.9, 5);
  expect(placed[11 * 4 + 1]).toBeCloseTo(0.3, 5);
});
