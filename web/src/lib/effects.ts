/** What a message makes the page say or sound. Pure, so that the order can be tested. */

import type { State, ToBrowser } from "./messages";
import type { View } from "./state";

export type Effect =
  | { kind: "tick" }
  | { kind: "set_done" }
  | { kind: "alarm" }
  | { kind: "alarm_off" }
  | { kind: "say"; text: string; urgent: boolean }
  | { kind: "hush" };

/** Older than this (session seconds) it is a repeat after a reconnection: shown, not sounded. */
const FRESH_S = 3;

function fresh(t: number, now: number | null): boolean {
  return now === null || now - t <= FRESH_S;
}

function onState(view: View, { stage, countdown }: State): Effect[] {
  const before = view.state?.stage;
  if (countdown !== null && countdown !== view.state?.countdown) return [{ kind: "tick" }];
  if (before === stage) return [];
  if (stage === "stopped") return [{ kind: "hush" }, { kind: "alarm" }];
  if (before === "stopped") return [{ kind: "alarm_off" }];
  if (stage === "rest" && before === "moving") return [{ kind: "set_done" }];
  return stage === "ended" ? [{ kind: "hush" }] : [];
}

/** `view` is what was known before the message, `now` the newest session time that was heard of. */
export function effectsOf(view: View, message: ToBrowser, now: number | null): Effect[] {
  switch (message.type) {
    case "rep":
      return message.complete && fresh(message.t, now) ? [{ kind: "tick" }] : [];
    case "state":
      return onState(view, message);
    case "fault":
      return message.level === "safety" && fresh(message.t, now) ? [{ kind: "alarm" }] : [];
    case "cue":
      if (!fresh(message.t, now)) return [];
      return [{ kind: "say", text: message.text, urgent: message.level === "safety" }];
    default:
      return [];
  }
}
