/** What the test before a session says of each thing, from what was measured. Pure. */

import type { Key } from "../texts";

export const THINGS = ["browser", "camera", "microphone", "server", "speed", "relay"] as const;
export type Thing = (typeof THINGS)[number];
export type Mood = "looking" | "good" | "fair" | "bad";

export interface Verdict {
  mood: Mood;
  text: Key;
}

export const LOOKING: Verdict = { mood: "looking", text: "try.looking" };

/** Kilobits a second up: a clear picture takes 800, below 300 a pose is guessed. */
const CLEAR_KBITS = 800;
const USABLE_KBITS = 300;
/** Round trip in ms: a talk goes on unnoticed up to 150 (ITU-T G.114, one way), and is hard work beyond 400. */
const QUICK_MS = 300;
const BEARABLE_MS = 800;
/** Mean brightness of 255 under which a lens is covered or a room is dark. */
const DARK = 14;
/** Peak of a voice, of 1. */
const AUDIBLE = 0.02;

export function ofBrowser(able: boolean): Verdict {
  return able ? { mood: "good", text: "try.browser_good" } : { mood: "bad", text: "try.browser_bad" };
}

export function ofPicture(brightness: number): Verdict {
  return brightness < DARK ? { mood: "fair", text: "try.camera_dark" } : { mood: "good", text: "try.camera_good" };
}

export function ofSound(peak: number): Verdict {
  return peak < AUDIBLE ? { mood: "looking", text: "try.microphone_quiet" } : { mood: "good", text: "try.microphone_good" };
}

/** `ms` null: no answer at all. */
export function ofServer(ms: number | null): Verdict {
  if (ms === null || ms > 5000) return { mood: "bad", text: "try.server_bad" };
  if (ms > BEARABLE_MS) return { mood: "bad", text: "try.server_late" };
  return ms > QUICK_MS ? { mood: "fair", text: "try.server_late" } : { mood: "good", text: "try.server_good" };
}

export function ofSpeed(kbits: number | null): Verdict {
  if (kbits === null || kbits < USABLE_KBITS) return { mood: "bad", text: "try.speed_bad" };
  return kbits < CLEAR_KBITS ? { mood: "fair", text: "try.speed_fair" } : { mood: "good", text: "try.speed_good" };
}

export function ofRelay(reached: boolean): Verdict {
  return reached ? { mood: "good", text: "try.relay_good" } : { mood: "fair", text: "try.relay_fair" };
}

/** Null while something is still being looked at. */
export function allGood(verdicts: readonly Verdict[]): boolean | null {
  if (verdicts.some(({ mood }) => mood === "looking")) return null;
  return verdicts.every(({ mood }) => mood === "good");
}
