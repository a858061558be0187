import fc from "fast-check";
import { expect, test } from "vitest";

import type { PoseFrame } from "./landmarks";
import { PoseBuffer, ticksBetween } from "./poses";

const TICK = 3000; // one picture at 30/s

function frame(rtp: number, x: number | null = 0): PoseFrame {
  const points = x === null ? null : new Float32Array(132).fill(x);
  return { sequence: 0, rtp: rtp >>> 0, t: 0, sure: true, twoPeople: false, hands: [], points };
}

function buffer(...frames: PoseFrame[]): PoseBuffer {
  const made = new PoseBuffer();
  frames.forEach((one) => {
    made.push(one);
  });
  return made;
}

test("the pose of this very picture is found", () => {
  expect(buffer(frame(0, 0.1), frame(TICK, 0.2)).at(TICK)?.fit).toBe("exact");
});

test("between two poses the body is halfway", () => {
  const sample = buffer(frame(0, 0.2), frame(2 * TICK, 0.4)).at(TICK);
  expect(sample?.fit).toBe("between");
  expect(sample?.points[0]).toBeCloseTo(0.3, 5);
});

test("after the last pose it is held, then pale, then gone", () => {
  const poses = buffer(frame(0));
  expect(poses.at(TICK)?.fit).toBe("held");
  expect(poses.at(15 * TICK)?.fit).toBe("stale");
  expect(poses.at(31 * TICK)).toBeNull();
});

test("nothing is drawn where nobody was seen, nor before the first pose", () => {
  expect(buffer(frame(0, null)).at(0)).toBeNull();
  expect(buffer(frame(0, null)).at(TICK)).toBeNull();
  expect(buffer(frame(TICK)).at(0)).toBeNull();
});

test("a gap of more than half a second is not bridged", () => {
  expect(buffer(frame(0), frame(16 * TICK)).at(TICK)?.fit).toBe("held");
});

test("an estimated timestamp may be a little off", () => {
  expect(buffer(frame(TICK)).at(TICK + 200, 300)?.fit).toBe("exact");
  expect(buffer(frame(TICK)).at(TICK + 200)?.fit).toBe("held");
});

test("a new camera clock empties the buffer", () => {
  const poses = buffer(frame(0), frame(2_000_000_000));
  expect(poses.at(0)).toBeNull();
  expect(poses.at(2_000_000_000)?.fit).toBe("exact");
});

test("order of arrival and the clock's wrap make no difference", () => {
  const starts = fc.integer({ min: 0, max: 0xffffffff });
  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
  fc.assert(
    fc.property(starts, orders, (start, order) => {
      const poses = buffer(...order.map((i) => frame(start + 2 * i * TICK, i / 10)));
      for (let i = 0; i < 7; i += 1) {
        expect(poses.at((start + 2 * i * TICK) >>> 0)?.fit).toBe("exact");
        const between = poses.at((start + (2 * i + 1) * TICK) >>> 0);
        expect(between?.fit).toBe("between");
        expect(between?.points[0]).toBeCloseTo((i + 0.5) / 10, 4);
      }
    }),
  );
});

test("the difference of timestamps survives the wrap", () => {
  expect(ticksBetween(5, 0xffffffff)).toBe(6);
  expect(ticksBetween(0xffffffff, 5)).toBe(-6);
});
