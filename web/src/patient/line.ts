/** The one line of the stage: what to do now. Pure, so that every state can be tested. */

import type { View } from "../lib/state";
import type { Line } from "../lib/socket";
import { kept, therapistName } from "../parts/words";
import { t, tn } from "../texts";

export interface Situation {
  view: View;
  line: Line;
  connected: boolean;
  blocked: boolean;
  /** Their line lets little of the picture through. */
  weak: boolean;
  camera: "on" | "off" | "lost";
  twoPeople: boolean;
  /** Seconds of rest left; null where none were prescribed. */
  rest: number | null;
  /** The cue that is up now. */
  cue: string | null;
}

export type Mood = "plain" | "calm" | "warning";

interface Said {
  text: string;
  mood: Mood;
}

function brokenLine({ view, line, blocked, camera }: Situation): string | null {
  const reps = view.state?.reps ?? 0;
  if (line === "lost") return reps > 0 ? t("line.lost", { reps: kept(view) }) : t("line.lost_plain");
  if (blocked) return t("line.blocked");
  const failed = view.notices.findLast(({ level }) => level === "error");
  if (failed) return failed.text;
  if (camera === "lost") return t("camera.lost", { reps: kept(view) });
  return camera === "off" ? t("stage.no_camera") : null;
}

/** Alone, nobody else says how the exercise is done that is calibrated. */
function calibratingLine({ view, cue }: Situation, howTo: string): Said {
  const unseen = view.state?.paused_reason;
  if (unseen) return { text: unseen, mood: "warning" };
  return { text: cue ?? (view.welcome?.alone ? howTo : ""), mood: "calm" };
}

/** Stages in which each line comes from the server, one at a time. */
const GUIDED: ReadonlySet<string> = new Set(["learning", "testing"]);

function waiting({ view, connected, weak }: Situation): string {
  if (view.state && GUIDED.has(view.state.stage)) return ""; // between two lines
  const name = therapistName(view);
  const alone = view.welcome?.alone ?? false;
  if (!connected) return t(alone ? "home.joining" : "stage.joining");
  if (weak) return t("stage.weak");
  if (alone) return t("home.next");
  return name ? t("stage.waiting", { name }) : t("stage.waiting_alone");
}

function movingLine({ view, cue, twoPeople, weak }: Situation): string {
  if (cue) return cue;
  if (view.state?.judging === false) return t("stage.away");
  if (twoPeople) return t("stage.two");
  if (Object.values(view.signals).some((signal) => signal.hold_s !== null)) return t("stage.hold");
  return weak ? t("stage.weak") : "";
}

function restLine({ cue, rest }: Situation): string {
  return cue ?? (rest ? `${t("stage.rest")} ${t("seconds", { n: rest })}` : t("stage.rest"));
}

/** Stages in which a patient who stands the wrong way is asked to turn before all else. */
const TURNED: ReadonlySet<string> = new Set(["calibrating", "testing", "countdown", "moving"]);

function turnOf({ state }: View): string | null {
  return state && TURNED.has(state.stage) ? state.turn_text : null;
}

function stageLine(situation: Situation, howTo: string): Said {
  const { view, cue } = situation;
  switch (view.state?.stage) {
    case "moving":
      return { text: movingLine(situation), mood: "plain" };
    case "countdown":
      return { text: howTo || t("stage.ready"), mood: "plain" };
    case "calibrating":
      return calibratingLine(situation, howTo);
    case "paused":
      return { text: view.state.paused_reason ?? t("stage.paused"), mood: "warning" };
    case "rest":
      return { text: restLine(situation), mood: "calm" };
    default:
      return { text: cue ?? waiting(situation), mood: "calm" };
  }
}

/** What stands on the stage's line, and in which mood. */
export function lineOf(situation: Situation, howTo: string): Said {
  const broken = brokenLine(situation);
  if (broken) return { text: broken, mood: "warning" };
  const turn = turnOf(situation.view);
  return turn ? { text: turn, mood: "plain" } : stageLine(situation, howTo);
}

/** What the session came to, for the last screen: done, better, next. */
export function summary(view: View): [string, string, string] {
  const name = therapistName(view) ?? t("role.your_therapist");
  return [done(view), better(view), t("ended.next", { name })];
}

function repsOf(view: View): Map<number, number> {
  const sets = new Map<number, number>();
  for (const rep of view.reps) if (rep.complete) sets.set(rep.set_number, (sets.get(rep.set_number) ?? 0) + 1);
  return sets;
}

function done(view: View): string {
  const sets = repsOf(view);
  const reps = [...sets.values()].reduce((sum, n) => sum + n, 0);
  const held = view.reps.every((rep) => rep.unit === "s");
  if (reps > 0) return t("ended.did", { reps: tn(held ? "holds" : "reps", reps), sets: tn("sets", sets.size) });
  const holds = new Set(view.holds.map((hold) => hold.set_number)).size;
  if (holds === 0) return t("ended.nothing");
  return t("ended.did", { reps: tn("holds", view.holds.length), sets: tn("sets", holds) });
}

/** Only what the session shows; where it shows nothing better, that all is kept. */
function better(view: View): string {
  const sets = [...repsOf(view)].sort(([a], [b]) => a - b);
  const reminders = (set: number) => view.faults.filter((f) => f.set_number === set && f.level !== "note").length;
  const [first, last] = [sets[0], sets.at(-1)];
  if (!first || !last) return t("ended.kept");
  if (sets.every(([set]) => reminders(set) === 0)) return t("ended.clean");
  if (reminders(last[0]) < reminders(first[0])) return t("ended.fewer");
  const rising = sets.length > 1 && sets.every(([, n], i) => i === 0 || n > (sets[i - 1]?.[1] ?? 0));
  return rising ? t("ended.more") : t("ended.kept");
}
