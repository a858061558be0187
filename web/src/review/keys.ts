/** What a key means on the review page. Pure. */

import type { Pressed } from "../therapist/keys";

export const LAYERS = ["skeleton", "angles", "ghost", "mass"] as const;
export type LayerName = (typeof LAYERS)[number];

export type Command =
  | { do: "play" | "slower" | "faster" | "bookmark" | "reject" | "add" | "less" | "next" | "compare" | "help" | "zoom" | "close" }
  | { do: "frame" | "second" | "rep"; by: 1 | -1 }
  | { do: "mark"; agree: boolean }
  | { do: "layer"; name: LayerName };

const SINGLE: Record<string, Command> = {
  " ": { do: "play" },
  k: { do: "play" },
  j: { do: "slower" },
  l: { do: "faster" },
  "[": { do: "rep", by: -1 },
  "]": { do: "rep", by: 1 },
  a: { do: "mark", agree: true },
  d: { do: "mark", agree: false },
  b: { do: "bookmark" },
  x: { do: "reject" },
  "+": { do: "add" },
  "=": { do: "add" },
  "-": { do: "less" },
  n: { do: "next" },
  c: { do: "compare" },
  z: { do: "zoom" },
  "?": { do: "help" },
};

/** Keys that may be held down. */
const HELD: ReadonlySet<Command["do"]> = new Set(["frame", "second", "rep"]);

function meaning({ key, shift }: Pressed, single: boolean): Command | null {
  if (key === "Escape") return { do: "close" };
  if (key === "ArrowLeft" || key === "ArrowRight") {
    return { do: shift ? "second" : "frame", by: key === "ArrowRight" ? 1 : -1 };
  }
  if (!single) return null;
  const layer = /^[1-4]$/.test(key) ? LAYERS[Number(key) - 1] : undefined;
  return layer ? { do: "layer", name: layer } : (SINGLE[key.toLowerCase()] ?? null);
}

/** Null where the key is not ours. `single` is the person's wish to have single keys at all. */
export function commandOf(pressed: Pressed, single: boolean): Command | null {
  if (pressed.modified) return null;
  const command = meaning(pressed, single);
  if (!command || (pressed.typing && command.do !== "close")) return null;
  if (pressed.key === " " && pressed.onControl) return null;
  return pressed.repeat && !HELD.has(command.do) ? null : command;
}
