import type { Session } from "../lib/session";
import { t } from "../texts";
import { cuesOf, sendCue } from "./actions";

/** Six sentences of this exercise, one key each. */
export function Cues({ session }: { session: Session }) {
  const cues = cuesOf(session.view.value);
  return (
    <section class="cues" aria-label={t("cues.title")}>
      <h2 class="hidden">{t("cues.title")}</h2>
      {cues.length === 0 && <p class="quiet">{t("cues.none")}</p>}
      <ol>
        {cues.map(({ key, text }, index) => (
          <li key={key}>
            <button
              type="button"
              class="button"
              title={text}
              onClick={() => {
                sendCue(session, index);
              }}
            >
              <span>
                <kbd>{index + 1}</kbd>
                {text}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
