// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { nextOf } from "./entrance";

test("the way on leads to a page of this server alone", () => {
  expect(nextOf("?next=%2Fs%2Fab_c-1")).toBe("/s/ab_c-1");
  expect(nextOf("?next=/review/abc")).toBe("/review/abc");
  expect(nextOf("?next=/board")).toBe("/board");
  for (const other of ["", "?next=", "?next=https://elsewhere.example", "?next=//elsewhere.example/s/a", "?next=/s/a/../..", "?next=/s/", "?next=/board/x"])
    expect(nextOf(other), other).toBeNull();
});
