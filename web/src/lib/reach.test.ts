// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";

import { bring, diaryFile, ownZone, zonesWith } from "./reach";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the zone that is set can be kept, though the browser does not list it", () => {
  expect(zonesWith("UTC")).toContain("UTC");
  expect(zonesWith("Europe/Madrid").filter((zone) => zone === "Europe/Madrid")).toHaveLength(1);
  expect(zonesWith(ownZone())).toContain(ownZone());
});

test("a code is a part of an address and no more", () => {
  expect(diaryFile("a/../b")).toBe("/api/v1/personal/a%2F..%2Fb/calendar.ics");
});

test("a file that is refused says why, and one that meets no answer what to do", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ detail: "There are no patients in this file." }), { status: 422 })));
  expect(await bring(new ArrayBuffer(1), false)).toMatchObject({ ok: false, text: "There are no patients in this file." });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError()));
  expect(await bring(new ArrayBuffer(1), false)).toMatchObject({ ok: false, status: 0 });
});
