import { expect, test } from "vitest";

import { problemOf } from "./camera";
import { linkOf } from "./link";
import { preferVp8 } from "./peer";

test("VP8 comes first, the rest keeps its order", () => {
  const codecs = ["video/H264", "video/VP8", "video/rtx", "video/VP9"].map((mimeType) => ({ mimeType }));
  expect(preferVp8(codecs).map(({ mimeType }) => mimeType)).toEqual(["video/VP8", "video/H264", "video/rtx", "video/VP9"]);
  expect(preferVp8([{ mimeType: "video/VP9" }])).toHaveLength(1);
});

test.each([
  ["NotAllowedError", "denied"],
  ["NotReadableError", "busy"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
])("%s means the camera is %s", (name, problem) => {
  expect(problemOf(new DOMException("", name))).toBe(problem);
});

test("the link is the address's second part", () => {
  const links = ["/s/abc", "/s/abc/", "/", "/x/abc"].map((pathname) => linkOf({ pathname, search: "" }));
  expect(links).toEqual(["abc", "abc", "", ""]);
});
