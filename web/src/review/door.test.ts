// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";

import { codeIn, codeOf, Door } from "./door";
import { overridesOf } from "./Rejudge";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the code is the last part of the address", () => {
  expect(codeOf({ pathname: "/review/abc-d", search: "" })).toBe("abc-d");
  expect(codeOf({ pathname: "/s/abc", search: "" })).toBe("");
});

test.each(["abc", " https://coach.test/review/abc ", "/s/abc?x=1"])("a pasted %s leads to its code", (pasted) => {
  expect(codeIn(pasted)).toBe("abc");
});

test("a refusal is the server's own sentence; no answer says what to do", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response('{"detail":"The tape is older."}', { status: 409 })));
  expect(await new Door("a").session()).toEqual({ ok: false, text: "The tape is older.", status: 409 });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError()));
  expect(await new Door("a").session()).toMatchObject({ ok: false, status: 0 });
});

test("a wish for other limits; none where nothing was written", () => {
  expect(overridesOf({ exercise: "e", what: "target", value: "94,5" }, "deg")).toEqual({ e: { target: 94.5 } });
  expect(overridesOf({ exercise: "e", what: "full", value: "80 %" }, "× way")).toEqual({ e: { pace: { full: 0.8 } } });
  expect(overridesOf({ exercise: "e", what: "knees_in", value: "70" }, "× hips")).toEqual({ e: { faults: { knees_in: { limit: 0.7 } } } });
  expect(overridesOf({ exercise: "e", what: "target", value: " " }, "s")).toEqual({});
});
