// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { nextOf, providerDoor, refusalOf } from "./entrance";

test("the way on leads to a page of this server alone", () => {
  expect(nextOf("?next=%2Fs%2Fab_c-1")).toBe("/s/ab_c-1");
  expect(nextOf("?next=/review/abc")).toBe("/review/abc");
  expect(nextOf("?next=/board")).toBe("/board");
  for (const other of ["", "?next=", "?next=https://elsewhere.example", "?next=//elsewhere.example/s/a", "?next=/s/a/../..", "?next=/s/", "?next=/board/x"])
    expect(nextOf(other), other).toBeNull();
});

test("the way over the provider keeps where the person was on the way to", () => {
  expect(providerDoor("?next=/s/abc")).toBe("/api/v1/oidc/begin?next=%2Fs%2Fabc");
  for (const search of ["", "?next=//elsewhere.example", "?sign_in=down"]) expect(providerDoor(search), search).toBe("/api/v1/oidc/begin");
});

test("only a reason that there is a sentence for is taken from the address", () => {
  expect(refusalOf("?sign_in=expired")).toBe("expired");
  for (const search of ["", "?sign_in=", "?sign_in=Call+0900", "?sign_in=toString"]) expect(refusalOf(search), search).toBeNull();
});
