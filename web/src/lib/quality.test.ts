import { expect, test } from "vitest";

import { grade, lookAt } from "./quality";

const before = { at: 0, frames: 0, received: 0, lost: 0, frozen: 0 };
const look = (frames: number, lost = 0, frozen = 0) => ({ at: 2000, frames, received: 1000, lost, frozen });

test.each([
  [look(60), "good"],
  [look(28), "fair"],
  [look(60, 30), "fair"],
  [look(60, 0, 0.2), "fair"],
  [look(10), "poor"],
  [look(60, 100), "poor"],
  [look(60, 0, 1), "poor"],
  [look(0), "none"],
] as const)("%o is %s", (after, expected) => {
  expect(grade(before, after)).toBe(expected);
});

test("counters that fell back (a new connection) are no picture, not a good one", () => {
  expect(grade(look(60), { ...before, at: 4000 })).toBe("none");
});

test("only the receiver of pictures is looked at", () => {
  const video = { type: "inbound-rtp", kind: "video", framesDecoded: 9, packetsReceived: 8, packetsLost: 1 };
  const report: [string, unknown][] = [
    ["a", { type: "inbound-rtp", kind: "audio" }],
    ["b", video],
  ];
  expect(lookAt(report, 5)).toEqual({ at: 5, frames: 9, received: 8, lost: 1, frozen: 0 });
  expect(lookAt([], 5)).toBeNull();
});
