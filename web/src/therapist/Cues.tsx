import type { Session } from "../lib/session";
import { t } from "../texts";
import { sendCue } from "./actions";

/** Six sentences of this exercise, one key each. */
export function Cues({ session }: { session: Session }) {
  const cues = session.exercise.value?.cues.slice(0, 6) ?? [];
  const last = session.view.value.cues.at(-1);
  return (
    <section class="cues" aria-label={t("cues.title")}>
      <h2>
        {t("cues.title")}
        {last && <small>{t("cues.sent", { text: last.text })}</small>}
      </h2>
      {cues.length === 0 && <p class="quiet">{t("cues.none")}</p>}
      <ol>
        {cues.map(({ key, text }, index) => (
          <li key={key}>
            <button
              type="button"
              class="button"
              onClick={() => {
                sendCue(session, index);
              }}
            >
              <kbd>{index + 1}</kbd>
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
