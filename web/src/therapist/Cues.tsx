import { useSignal } from "@preact/signals";

import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { t, tn } from "../texts";
import { cuesOf, MOST_WORDS, sayCue, sendCue, wordsIn } from "./actions";

/** The therapist's own words, as few as a patient takes in at a glance. */
function OwnCue({ session }: { session: Session }) {
  const text = useSignal("");
  const words = wordsIn(text.value);
  const long = words > MOST_WORDS;
  return (
    <form
      class="own-cue"
      onSubmit={(event) => {
        event.preventDefault();
        if (sayCue(session, text.value)) text.value = "";
      }}
    >
      <input
        value={text.value}
        maxLength={80}
        autocomplete="off"
        placeholder={t("cues.own")}
        aria-label={t("cues.own")}
        aria-invalid={long}
        aria-describedby="own-cue-words"
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <span id="own-cue-words" class={long ? "number is-long" : "number"} role="status">
        {long ? t("cues.too_long", { most: MOST_WORDS }) : words > 0 && tn("cues.words", words, { most: MOST_WORDS })}
      </span>
      <button type="submit" class="button" disabled={words === 0 || long} aria-label={t("cues.say")} title={t("cues.say")}>
        <Icon name="sound" />
      </button>
    </form>
  );
}

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
      <OwnCue session={session} />
    </section>
  );
}
