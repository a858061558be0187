import { expect, test } from "vitest";

import { allGood, LOOKING, ofBrowser, ofPicture, ofRelay, ofServer, ofSound, ofSpeed } from "./verdict";

test("a black picture, a silent room and an old browser are told", () => {
  expect(ofPicture(3).text).toBe("try.camera_dark");
  expect(ofPicture(90).mood).toBe("good");
  expect(ofSound(0.001)).toEqual({ mood: "looking", text: "try.microphone_quiet" });
  expect(ofSound(0.3).mood).toBe("good");
  expect(ofBrowser(false).mood).toBe("bad");
});

test("the line: no answer, a late one, a slow one", () => {
  expect(ofServer(null).text).toBe("try.server_bad");
  expect([40, 500, 2000].map((ms) => ofServer(ms).mood)).toEqual(["good", "fair", "bad"]);
  expect([null, 100, 500, 2000].map((kbits) => ofSpeed(kbits).mood)).toEqual(["bad", "bad", "fair", "good"]);
});

test("a relay that does not answer is no reason to give up", () => {
  expect(ofRelay(false).mood).toBe("fair");
});

test("all is good only when all was looked at", () => {
  const good = ofBrowser(true);
  expect(allGood([good, LOOKING])).toBeNull();
  expect(allGood([good, good])).toBe(true);
  expect(allGood([good, ofSpeed(400)])).toBe(false);
});
