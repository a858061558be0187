import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { PoseFrame } from "../lib/landmarks";
import { FrameList, framesOf } from "./frames";
import { CHUNK_S, Poses } from "./poses";

function frame(ms: number, over: Partial<PoseFrame> = {}): PoseFrame {
  const points = new Float32Array(132).fill(ms / 100_000);
  return { sequence: 0, rtp: 0, t: ms / 1000, sure: true, twoPeople: false, hands: [], points, ...over };
}

function packed(ms: number, found: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(found ? 276 : 12));
  view.setUint8(0, 1);
  view.setUint8(1, found ? 3 : 0);
  view.setUint32(8, ms, true);
  return new Uint8Array(view.buffer);
}

function joined(...parts: Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

test("frames with and without a body come one after another; a damaged end is left out", () => {
  const buffer = joined(packed(0, true), packed(66, false), packed(132, true), new Uint8Array([1, 3, 0, 0]));
  expect(framesOf(buffer).map(({ t, points }) => [t, points !== null])).toEqual([
    [0, true],
    [0.066, false],
    [0.132, true],
  ]);
  expect(framesOf(joined(packed(0, true), new Uint8Array(20).fill(9)))).toHaveLength(1);
});

test("the pose of a picture is the one of its millisecond", () => {
  const list = new FrameList([frame(0), frame(66), frame(132)]);
  expect(list.at(0.066)).toMatchObject({ t: 0.066, fit: "exact" });
  expect(list.at(0.067)?.fit).toBe("exact");
  expect(list.at(0.069)?.fit).toBe("between");
});

test("no picture ever gets another picture's pose as its own", () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 20_000 }), (all, ms) => {
      const sorted = all.sort((a, b) => a - b);
      const found = new FrameList(sorted.map((one) => frame(one))).at(ms / 1000);
      if (found?.fit === "exact") expect(Math.abs(Math.round(found.t * 1000) - ms)).toBeLessThanOrEqual(1);
      if (sorted.includes(ms)) expect(found?.fit).toBe("exact");
    }),
  );
});

test("between two near poses the body is between them; across a gap or an unsure one nothing is drawn", () => {
  const list = new FrameList([frame(0), frame(100), frame(1000), frame(1100, { sure: false }), frame(1200, { points: null })]);
  expect(list.at(0.05)?.points[0]).toBeCloseTo(0.0005, 6);
  expect(list.at(0.5)).toBeNull();
  expect(list.at(1.05)).toBeNull();
  expect(list.at(1.2)).toBeNull();
  expect(list.at(5)).toBeNull();
});

test("stepping goes from pose to pose", () => {
  const list = new FrameList([frame(0), frame(66), frame(132)]);
  expect([list.step(0.066, 1), list.step(0.066, -1), list.step(0.1, 1), list.step(0.1, -1)]).toEqual([0.132, 0, 0.132, 0.066]);
  expect(list.step(0.132, 1)).toBeNull();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("poses come in chunks, each asked for once, two at a time", async () => {
  const asked: number[] = [];
  const poses = new Poses((from) => {
    asked.push(from);
    return Promise.resolve(joined(packed(from * 1000 + 29_990, true), packed(from * 1000 + 29_999, true)));
  });
  poses.want(5);
  poses.want(6);
  poses.want(CHUNK_S + 20);
  await settled();
  expect([...asked].sort((a, b) => a - b)).toEqual([0, CHUNK_S, CHUNK_S * 2]);
  expect(poses.at(29.99)?.fit).toBe("exact");
  expect(poses.at(12)).toBeNull();
});

test("an answer that did not come is asked for again", async () => {
  let tries = 0;
  const poses = new Poses(() => Promise.resolve(++tries === 1 ? null : joined(packed(1000, true))));
  poses.want(1);
  await settled();
  poses.want(1);
  await settled();
  expect(poses.at(1)?.fit).toBe("exact");
});
