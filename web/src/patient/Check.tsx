import type { CameraCheck } from "../lib/messages";
import type { Session } from "../lib/session";
import { Icon, type IconName } from "../parts/Icon";
import { kept } from "../parts/words";
import { t } from "../texts";
import { CueLine } from "./Stage";
import { useSpoken } from "./spoken";
import { TurnArrow } from "./TurnArrow";

const MARKS = ["body", "light", "distance", "turned"] as const satisfies readonly IconName[];
function adviceOf(session: Session, check: CameraCheck | null): string {
  const state = session.camera.camera.value;
  if (state === "off") return t("check.off");
  if (state === "lost") return t("camera.lost", { reps: kept(session.view.value) });
  if (!check) return t("check.wait");
  return check.advice ?? t("check.good");
}

function Outline({ good }: { good: boolean }) {
  return (
    <svg class={`outline ${good ? "is-good" : ""}`} viewBox="0 0 120 300" aria-hidden="true">
      <path d="M60 8a20 20 0 0 1 14 34q-1 8 4 11 22 4 26 22l10 66q2 12-8 13-8 0-10-10l-9-44-1 54 5 58 4 66q0 14-13 14-12 0-14-13l-7-84h-2l-7 84q-2 13-14 13-13 0-13-14l4-66 5-58-1-54-9 44q-2 10-10 10-10-1-8-13l10-66q4-18 26-22 5-3 4-11A20 20 0 0 1 60 8Z" />
    </svg>
  );
}

/** Hands-free: four marks fill as they become true; it goes on by itself when all four hold. */
export function Check({ session }: { session: Session }) {
  const check = session.view.value.check;
  const advice = adviceOf(session, check);
  const { turn = null, turn_text = null } = session.view.value.state ?? {};
  useSpoken(session, check ? advice : null);
  return (
    <section class="check" aria-label={t("check.title")}>
      <Outline good={Boolean(check?.body && check.distance)} />
      <ul class="marks">
        {MARKS.map((mark) => (
          <li key={mark} class={check?.[mark] ? "is-true" : ""}>
            <Icon name={check?.[mark] ? "check" : mark} />
            {t(`check.${mark}`)}
          </li>
        ))}
      </ul>
      {turn && advice === turn_text && <TurnArrow way={turn} />}
      <CueLine text={advice} mood={session.camera.camera.value === "on" ? "plain" : "warning"} />
    </section>
  );
}
