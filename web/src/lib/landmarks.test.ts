import fc from "fast-check";
import { expect, test } from "vitest";

import { decodePose, LANDMARK_COUNT } from "./landmarks";

interface Wire {
  flags: number;
  sequence: number;
  rtp: number;
  ms: number;
  values: number[];
}

/** As `pack_landmarks` writes it. */
function encode({ flags, sequence, rtp, ms, values }: Wire, version = 1): ArrayBuffer {
  const found = (flags & 1) !== 0;
  const view = new DataView(new ArrayBuffer(12 + (found ? 264 : 0)));
  view.setUint8(0, version);
  view.setUint8(1, flags);
  view.setUint16(2, sequence, true);
  view.setUint32(4, rtp, true);
  view.setUint32(8, ms, true);
  if (found) for (const [i, value] of values.entries()) view.setInt16(12 + i * 2, value, true);
  return view.buffer;
}

const wires = fc.record({
  flags: fc.integer({ min: 0, max: 7 }),
  sequence: fc.integer({ min: 0, max: 0xffff }),
  rtp: fc.integer({ min: 0, max: 0xffffffff }),
  ms: fc.integer({ min: 0, max: 0xffffffff }),
  values: fc.array(fc.integer({ min: -32767, max: 32767 }), { minLength: 132, maxLength: 132 }),
});

test("what the server packs is read back", () => {
  fc.assert(
    fc.property(wires, (wire) => {
      const frame = decodePose(encode(wire))!;
      expect(frame.rtp).toBe(wire.rtp);
      expect(frame.sequence).toBe(wire.sequence);
      expect(frame.t).toBe(wire.ms / 1000);
      expect(frame.sure).toBe((wire.flags & 2) !== 0);
      expect(frame.twoPeople).toBe((wire.flags & 4) !== 0);
      expect(frame.points === null).toBe((wire.flags & 1) === 0);
      frame.points?.forEach((value, i) => {
        expect(value).toBeCloseTo(wire.values[i]! / 32767, 6);
      });
    }),
  );
});

test("hands come after the body, and without them it is not the whole frame", () => {
  const body = encode({ flags: 1 + 8 + 16, sequence: 0, rtp: 0, ms: 0, values: new Array<number>(132).fill(5) });
  const whole = new Int16Array(body.byteLength / 2 + 84);
  whole.set(new Int16Array(body));
  whole.set(Array.from({ length: 84 }, (_, i) => i * 100), body.byteLength / 2);
  const frame = decodePose(whole.buffer)!;
  expect(frame.hands.map((hand) => hand.length)).toEqual([42, 42]);
  expect(frame.hands[1]![0]).toBeCloseTo(4200 / 32767, 6);
  expect(decodePose(body)).toBeNull();
});

test("anything else is refused", () => {
  const whole = encode({ flags: 1, sequence: 0, rtp: 0, ms: 0, values: new Array<number>(LANDMARK_COUNT * 4).fill(0) });
  expect(decodePose(whole)).not.toBeNull();
  expect(decodePose(whole.slice(0, 200))).toBeNull();
  expect(decodePose(new ArrayBuffer(3))).toBeNull();
  expect(decodePose(encode({ flags: 0, sequence: 0, rtp: 0, ms: 0, values: [] }, 2))).toBeNull();
});
