// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { chooseContrast, chooseTextSize, CONTRASTS, followDisplay, kept, TEXT_SIZES } from "./display";

test("what is kept is taken only if it is known", () => {
  expect(kept(TEXT_SIZES, "large")).toBe("large");
  expect(kept(TEXT_SIZES, "enormous")).toBe("normal");
  expect(kept(CONTRASTS, null)).toBe("normal");
});

test("a choice is put on the page and kept", () => {
  const root = document.createElement("div");
  const stop = followDisplay(root);
  expect(root.dataset).toMatchObject({ text: "normal", contrast: "normal" });
  chooseTextSize("large");
  chooseContrast("high");
  expect(root.dataset).toMatchObject({ text: "large", contrast: "high" });
  expect([localStorage.getItem("coach.text"), localStorage.getItem("coach.contrast")]).toEqual(["large", "high"]);
  stop();
});
