// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { jointsOf, lookOf, reading, toneOf } from "./look";
import { fault, signal, state, view } from "./samples";

const reached = signal({ progress: 1.05 });

test("green only when the target was reached and measured", () => {
  expect(toneOf(view(), reached, 10)).toBe("in_range");
  expect(toneOf(view(), signal({ ...reached, quality: "estimate" }), 10)).toBe("plain");
  expect(toneOf(view(), signal({ progress: 0.9 }), 10)).toBe("plain");
  expect(toneOf(view(), signal({ ...reached, quality: "not_assessable" }), 10)).toBe("unsure");
  expect(toneOf(view(), null, 10)).toBe("unsure");
});

test.each(["paused", "stopped"] as const)("grey while %s", (stage) => {
  expect(toneOf(view({ state: state({ stage }) }), reached, 10)).toBe("unsure");
});

test("grey while the judgement is away, or the body may not be the patient's", () => {
  expect(toneOf(view({ state: state({ judging: false }) }), reached, 10)).toBe("unsure");
  expect(lookOf(view({ signals: { both: reached } }), 10, false).tone).toBe("unsure");
});

test("a finding colours the limb for two seconds, a note never", () => {
  expect(toneOf(view({ faults: [fault()] }), reached, 11)).toBe("coach");
  expect(toneOf(view({ faults: [fault()] }), reached, 12)).toBe("in_range");
  expect(toneOf(view({ faults: [fault({ level: "safety" })] }), reached, 11)).toBe("safety");
  expect(toneOf(view({ faults: [fault({ level: "note" })] }), reached, 11)).toBe("in_range");
});

test("the exercised joints by side", () => {
  expect(jointsOf("knee", "both")).toEqual([25, 26]);
  expect(jointsOf("knee", "left")).toEqual([25]);
  expect(jointsOf("shoulder", "right")).toEqual([12]);
  expect(jointsOf("tail", "both")).toEqual([]);
});

test("on one side only that side's limb is drawn thick", () => {
  const { limb } = lookOf(view({ state: state({ side: "left" }) }), 10, true);
  expect([...limb]).toEqual([23, 25, 27]);
});

test("a number says how sure it is", () => {
  expect(reading(signal({ samples: [[1, 82.4]] }), "deg")).toBe("82°");
  expect(reading(signal({ samples: [[1, 82.4]], quality: "estimate" }), "deg")).toBe("≈ 82°");
  expect(reading(signal({ quality: "not_assessable" }), "deg")).toBe("–");
  expect(reading(signal({ samples: [] }), "deg")).toBe("–");
});

test("the badge stands at the exercised joint", () => {
  const { badges } = lookOf(view({ signals: { both: signal() } }), 10, true);
  expect(badges).toEqual([{ index: 25, text: "70 %", estimate: false }]);
  expect(lookOf(view({ signals: { both: signal() } }), 12, true).badges).toEqual([]); // an old value is none
});
