import { render, type VNode } from "preact";

import { followDisplay } from "../lib/display";
import { directionOf, language, ready, t, type Key } from "../texts";

/** Puts the page up, in the language and the direction of the person in front of it. It is made once the language is known. */
export async function show(title: Key, make: () => VNode): Promise<void> {
  await ready();
  document.documentElement.lang = language.value;
  document.documentElement.dir = directionOf(language.value);
  document.title = t(title);
  followDisplay(document.documentElement);
  const place = document.getElementById("page");
  if (place) render(make(), place);
}
