import fc from "fast-check";
import { expect, test } from "vitest";

import { StampMap } from "./stamps";

interface Camera {
  /** Milliseconds between pictures, each with its own jitter. */
  gaps: number[];
  encoding: number[];
  offset: number;
}

/** Plays a camera into the map; returns the true timestamps. */
function play(map: StampMap, { gaps, encoding, offset }: Camera) {
  let capture = 1000;
  return gaps.map((gap, i) => {
    capture += gap;
    const rtp = Math.round((capture + offset) * 90) >>> 0;
    map.captured(capture);
    map.sent({ rtp, at: capture + encoding[i]! });
    return { capture, rtp };
  });
}

const off = (a: number, b: number) => Math.abs((a - b) | 0) / 90;

test("the constant between both clocks is found, whatever the jitter and the encoder's delay", () => {
  const cameras = fc.record({
    gaps: fc.array(fc.double({ min: 28, max: 40, noNaN: true }), { minLength: 80, maxLength: 80 }),
    encoding: fc.array(fc.double({ min: 4, max: 60, noNaN: true }), { minLength: 80, maxLength: 80 }),
    offset: fc.double({ min: 0, max: 40_000_000, noNaN: true }),
  });
  fc.assert(
    fc.property(cameras, (camera) => {
      const map = new StampMap();
      const played = play(map, camera);
      const { capture, rtp } = played.at(-1)!;
      expect(off(map.rtpOf(capture)!, rtp)).toBeLessThan(1.6);
    }),
    { numRuns: 30 },
  );
});

test("nothing is claimed before enough pictures were seen on both sides", () => {
  const map = new StampMap();
  expect(map.rtpOf(5)).toBeNull();
  play(map, { gaps: [33, 33, 33], encoding: [5, 5, 5], offset: 0 });
  expect(map.rtpOf(1033)).toBeNull();
});

test("preview pictures alone tell nothing", () => {
  const map = new StampMap();
  for (let i = 0; i < 100; i += 1) map.captured(i * 33);
  expect(map.rtpOf(3300)).toBeNull();
});
