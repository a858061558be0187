import type { Home } from "../lib/messages";
import { toHave } from "../lib/ready";
import type { Session } from "../lib/session";
import { t, type Key } from "../texts";
import { useSpoken } from "./spoken";

const RUNNING: ReadonlySet<string> = new Set(["countdown", "moving", "paused"]);
const BETWEEN: ReadonlySet<string> = new Set(["idle", "check", "rest"]);

/** The camera does not count now: the patient does. */
export function countsByHand(session: Session): boolean {
  const state = session.view.value.state;
  if (!state || !RUNNING.has(state.stage)) return false;
  const unseen = state.stage === "paused" || (state.stage === "countdown" && state.countdown === null);
  return unseen || !state.judging || session.camera.camera.value !== "on";
}

type Choice = readonly [Home["do"], Key];

function choicesOf(session: Session): readonly Choice[] {
  const state = session.view.value.state;
  if (!state?.exercise || state.check_in !== null) return [];
  if (countsByHand(session)) return [["count", "home.count"], ["end_set", "home.end_set"]];
  if (state.stage === "calibrating") return [["go_on", "home.uncalibrated"]];
  if (!BETWEEN.has(state.stage)) return [];
  return [["go_on", state.stage === "check" ? "home.without_camera" : "home.go_on"], ["skip", "home.skip"], ["finish", "home.finish"]];
}

/** Said once too, to who stands too far away to read it. */
function useHave(session: Session): string | null {
  const { state } = session.view.value;
  const things = state ? toHave(state) : [];
  const text = things.length > 0 ? t("home.have", { things: things.join(", ") }) : null;
  useSpoken(session, text);
  return text;
}

/** What to have ready, and alone at home large buttons for what the camera or nobody else does. */
export function HomeBar({ session, away }: { session: Session; away: boolean }) {
  const choices = session.view.value.welcome?.alone && !away ? choicesOf(session) : [];
  const have = useHave(session);
  if (choices.length === 0 && (!have || away)) return null;
  return (
    <div class="home-bar" role="group" aria-label={t("home.bar")}>
      {have && <p class="home-why home-have">{have}</p>}
      {session.stage.value === "calibrating" && <p class="home-why">{t("home.calibrating")}</p>}
      {choices.map(([what, label]) => (
        <button
          key={what}
          type="button"
          class={`home-choice is-${what}`}
          onClick={() => {
            session.send({ type: "home", do: what });
          }}
        >
          {t(label)}
        </button>
      ))}
    </div>
  );
}
