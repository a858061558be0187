import { useComputed, useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { personOf } from "../lib/state";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { RecordingMark } from "../parts/Recording";
import { nameOf } from "../parts/words";
import { t } from "../texts";
import { RUNNING } from "./actions";
import { usePicture } from "./picture";

/** `00:14:32`; empty before the first picture. */
export function clock(seconds: number | null): string {
  if (seconds === null) return "–";
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function Clock({ session }: { session: Session }) {
  const text = useComputed(() => clock(session.now.value === null ? null : Math.floor(session.now.value)));
  return (
    <span class="number clock">
      <span class="hidden">{t("room.clock")}</span> {text}
    </span>
  );
}

const VIEW_KEYS = { front: "room.view_front", oblique: "room.view_oblique", side: "room.view_side", back: "room.view_back" } as const;

function viewName(view: string | null): string | null {
  return view !== null && view in VIEW_KEYS ? t(VIEW_KEYS[view as keyof typeof VIEW_KEYS]) : null;
}

/** Below this many judged pictures a second a movement may be missed (design.md 3.7). */
const LEAST_RATE = 8;

/** How good the picture is, how often it is judged, how far the numbers can be trusted. */
function Trust({ session }: { session: Session }) {
  const picture = usePicture(session);
  const state = useComputed(() => session.view.value.state).value;
  const here = useComputed(() => personOf(session.view.value, "patient")?.connected).value;
  if (!state || !session.connected.value || !here) return null;
  const view = viewName(state.view);
  const estimate = state.quality !== "measured";
  return (
    <ul class="trust">
      <li class={`is-${picture}`}>{t(`room.picture_${picture}`)}</li>
      <li class={`number ${state.judging && !(state.stage === "moving" && state.rate < LEAST_RATE) ? "" : "is-poor"}`}>
        {state.judging ? t("room.judging", { n: state.rate.toFixed(0) }) : t("room.not_judging")}
      </li>
      {view && <li>{t("room.view", { view })}</li>}
      {RUNNING.has(state.stage) && <li class={estimate ? "is-estimate" : ""}>{t(`quality.${state.quality}`)}</li>}
    </ul>
  );
}

function Confirm({ session, cancel }: { session: Session; cancel: () => void }) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    no.current?.focus();
  }, []);
  return (
    <span class="asking" role="group" aria-label={t("room.finish_ask")}>
      <span>{t("room.finish_ask")}</span>
      <button
        type="button"
        class="button first"
        onClick={() => {
          session.send({ type: "end_session" });
        }}
      >
        {t("room.finish_yes")}
      </button>
      <button type="button" class="button" ref={no} onClick={cancel}>
        {t("room.finish_no")}
      </button>
    </span>
  );
}

/** Asks beside the picture, never over it. */
function Finish({ session }: { session: Session }) {
  const asking = useSignal(false);
  if (asking.value) return <Confirm session={session} cancel={() => (asking.value = false)} />;
  return (
    <button type="button" class="button" onClick={() => (asking.value = true)}>
      <Icon name="leave" />
      {t("room.finish")}
    </button>
  );
}

interface Props {
  session: Session;
  leads: boolean;
  help: Signal<boolean>;
}

export function Head({ session, leads, help }: Props) {
  const patient = useComputed(() => personOf(session.view.value, "patient")).value;
  return (
    <header class="head">
      <h1>{patient ? nameOf(patient) : t("role.patient")}</h1>
      <Clock session={session} />
      <RecordingMark session={session} />
      <Trust session={session} />
      <div class="head-actions">
        <Display />
        <button type="button" class="button bare keys-button" aria-expanded={help.value} onClick={() => (help.value = !help.value)}>
          <Icon name="keys" />
          {t("room.keys")}
        </button>
        {leads && <Finish session={session} />}
        <button
          type="button"
          class="button danger"
          disabled={session.stage.value === "stopped"}
          onClick={() => {
            session.send({ type: "stop" });
          }}
        >
          <Icon name="stop" />
          {t("alert.stop")}
        </button>
      </div>
    </header>
  );
}
