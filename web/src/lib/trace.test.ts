import { expect, test } from "vitest";

import { signal } from "./samples";
import { Trace } from "./trace";

test("samples are strung together by side, and only rising ones", () => {
  const trace = new Trace();
  trace.add(signal({ samples: [[1, 5], [2, 6]] }));
  trace.add(signal({ samples: [[2, 9], [3, 7]] }));
  trace.add(signal({ side: "left", samples: [[4, 1]] }));
  expect(trace.track("both")).toEqual({ t: [1, 2, 3], value: [5, 6, 7] });
  expect(trace.sides).toEqual(["both", "left"]);
  expect(trace.newest).toBe(4);
});

test("half a minute is kept", () => {
  const trace = new Trace();
  for (let t = 0; t < 100; t += 1) trace.add(signal({ samples: [[t, t]] }));
  expect(trace.track("both").t[0]).toBe(69);
  trace.clear();
  expect(trace.newest).toBeNull();
});
