import { useSignal } from "@preact/signals";

import { fetched } from "../lib/listening";
import { Icon } from "../parts/Icon";
import { language, t } from "../texts";
import { choose, useOffer, wishes, type Heard } from "./hearing";

type Fetching = "no" | "now" | "done" | "failed";
const HINTS = { no: "listen.here", now: "listen.fetching", done: "listen.here", failed: "listen.failed" } as const;

/** On the way in: what the device can hear by itself, each off until it is chosen. */
export function ListeningChoice() {
  const offer = useOffer();
  const fetching = useSignal<Fetching>("no");
  if (offer === "none") return null;
  const there = offer === "ready" || fetching.value === "done";
  const flip = async (what: Heard, on: boolean) => {
    if (on && !there) {
      fetching.value = "now";
      fetching.value = (await fetched(language.value)) ? "done" : "failed";
      if (fetching.value === "failed") return;
    }
    choose(what, on);
  };
  return (
    <div class="listening" role="group" aria-label={t("listen.title")}>
      {(["stop", "captions"] as const).map((what) => {
        const on = there && wishes[what].value;
        return (
          <button key={what} type="button" class="try" aria-pressed={on} disabled={fetching.value === "now"} onClick={() => void flip(what, !on)}>
            <Icon name={on ? "check" : "plus"} />
            {t(`listen.${what}`)}
          </button>
        );
      })}
      <p class="hint" role="status">
        {t(HINTS[fetching.value])}
      </p>
    </div>
  );
}

const SHOWN = 90;

/** The end of what is being said. */
export function Captions({ text }: { text: string }) {
  if (!text) return null;
  const cut = text.length > SHOWN ? `…${text.slice(-SHOWN).replace(/^\S*\s/, "")}` : text;
  return (
    <p class="captions">
      <span>{cut}</span>
    </p>
  );
}
