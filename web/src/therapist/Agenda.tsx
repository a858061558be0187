import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { choosePlanned, GUIDED, goOn, nextPlanned, onNow, RUNNING } from "./actions";

/** What the patient said after each set. */
function Said({ session }: { session: Session }) {
  const checked = session.view.value.state?.checked ?? [];
  if (checked.length === 0) return null;
  return (
    <ul class="checked">
      {checked.map(({ set_number, pain, effort }) => (
        <li key={set_number}>{t("agenda.said", { n: set_number, pain: pain ?? "–", effort: effort ?? "–" })}</li>
      ))}
    </ul>
  );
}

/** Today's programme in its order: what is done, what is on, and the next in one key. */
export function Agenda({ session }: { session: Session }) {
  const state = useComputed(() => session.view.value.state).value;
  const names = session.view.value.welcome?.exercises ?? [];
  const list = useRef<HTMLOListElement>(null);
  const on = state ? onNow(state) : -1;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [on]);
  if (!state) return null;
  if (state.programme.length === 0) return <Said session={session} />;
  const busy = RUNNING.has(state.stage) || GUIDED.has(state.stage);
  return (
    <section class="agenda" aria-label={t("programme.title")}>
      <ol ref={list}>
        {state.programme.map((item, n) => (
          <li key={`${item.exercise} ${item.side} ${n}`}>
            <button
              type="button"
              class="button bare"
              aria-current={n === on ? "step" : undefined}
              disabled={busy}
              onClick={() => {
                choosePlanned(session, item);
              }}
            >
              <span class="mark" aria-hidden="true">
                {item.done >= item.sets ? <Icon name="check" /> : n === on ? <Icon name="play" /> : null}
              </span>
              <span>
                {names.find(({ id }) => id === item.exercise)?.name ?? item.exercise}
                {item.side !== "both" && ` · ${t(`side.${item.side}`)}`}
              </span>
              <span class="number">{t("agenda.done", { done: item.done, sets: item.sets, reps: item.reps })}</span>
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="button"
        disabled={busy || nextPlanned(state) === null}
        onClick={() => {
          goOn(session);
        }}
      >
        {t("agenda.next")} <kbd>N</kbd>
      </button>
      <Said session={session} />
    </section>
  );
}
