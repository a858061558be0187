import { render, type VNode } from "preact";

import { directionOf, language, t, type Key } from "../texts";

/** Puts the page up, in the language and the direction of the person in front of it. */
export function show(title: Key, page: VNode): void {
  document.documentElement.lang = language.value;
  document.documentElement.dir = directionOf(language.value);
  document.title = t(title);
  const place = document.getElementById("page");
  if (place) render(page, place);
}
