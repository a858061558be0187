// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { signed } from "./signed";

test("a person signs by name, whoever came by a link by role, and both with the time", () => {
  const at = "2026-11-28T09:30:00Z";
  expect(signed({ by: "therapist", who: "Anna Z", at })).toMatch(/^Anna Z · .*28/);
  expect(signed({ by: "therapist", who: null, at })).toMatch(/^Therapist · .*28/);
  expect(signed({ by: "operator", who: null, at })).toMatch(/^operator · .*28/);
});
