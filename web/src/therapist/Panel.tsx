import { useComputed, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import type { Notice } from "../lib/messages";
import type { Session } from "../lib/session";
import { personOf } from "../lib/state";
import { Icon } from "../parts/Icon";
import { nameOf } from "../parts/words";
import { t } from "../texts";
import { Agenda } from "./Agenda";
import { Cues } from "./Cues";
import { EmergencyCard } from "./EmergencyCard";
import { Findings } from "./Findings";
import { GaitPanel } from "./GaitPanel";
import { Guidance } from "./Guidance";
import { Keys } from "./Keys";
import { Plan } from "./Plan";
import { SetControl } from "./SetControl";
import { TracePanel } from "./TracePanel";

/** Codes whose sentence the page shows in its own way. */
const SHOWN_ELSEWHERE = new Set(["stop_pressed"]);

function Alarm({ session, leads }: { session: Session; leads: boolean }) {
  const reason = useComputed(() => {
    const fault = session.view.value.faults.at(-1);
    const now = session.now.value ?? 0;
    return fault?.level === "safety" && now - fault.end < 30 ? fault.name : t("alert.stopped");
  });
  if (session.stage.value !== "stopped") return null;
  const seen = () => {
    session.sounds.alarmOff();
    session.send({ type: "acknowledge" });
    session.dismiss("help_called");
  };
  return (
    <section class="alarm" role="alert">
      <Icon name="alert" />
      <div>
        <h2>{reason}</h2>
        <p>{t("alert.text")}</p>
      </div>
      {leads && (
        <button type="button" class="button danger first" onClick={seen}>
          {t("alert.seen")}
        </button>
      )}
      {leads && <EmergencyCard />}
    </section>
  );
}

const INFO_MS = 6000;

/** What only informs goes by itself; what asks for something stays until it is closed or settled. */
function usePassing(session: Session, notices: Notice[]): void {
  useEffect(() => {
    const info = notices.find(({ level }) => level === "info");
    if (!info) return undefined;
    const timer = setTimeout(() => {
      session.dismiss(info.code);
    }, INFO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [session, notices]);
}

/** Of those that only inform the newest alone, so that the page below stays in its place. */
function shownOf(all: Notice[]): Notice[] {
  const here = all.filter(({ code }) => !SHOWN_ELSEWHERE.has(code));
  const newest = here.findLast(({ level }) => level === "info");
  return here.filter((notice) => notice.level !== "info" || notice === newest);
}

function Notices({ session }: { session: Session }) {
  const all = useComputed(() => session.view.value.notices).value;
  const notices = useMemo(() => shownOf(all), [all]);
  usePassing(session, notices);
  return (
    <div class="notices" role="status">
      <ul>
        {notices.map(({ code, text, level }) => (
          <li key={code} class={`is-${level}`}>
            {level !== "info" && <Icon name="alert" />}
            <span>{text}</span>
            <button
              type="button"
              class="button bare"
              aria-label={t("close")}
              onClick={() => {
                session.dismiss(code);
              }}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Watching({ session }: { session: Session }) {
  const therapist = personOf(session.view.value, "therapist");
  return <p class="watching">{t("room.watching", { name: therapist ? nameOf(therapist) : t("role.therapist") })}</p>;
}

interface Props {
  session: Session;
  leads: boolean;
  keys: { help: Signal<boolean>; single: boolean; setSingle: (on: boolean) => void };
}

export function Panel({ session, leads, keys }: Props) {
  return (
    <aside class="panel">
      <Alarm session={session} leads={leads} />
      <Notices session={session} />
      {keys.help.value && <Keys single={keys.single} setSingle={keys.setSingle} close={() => (keys.help.value = false)} />}
      {leads && <Agenda session={session} />}
      {leads ? <Plan session={session} /> : <Watching session={session} />}
      {leads && <Guidance session={session} />}
      <SetControl session={session} leads={leads} />
      <GaitPanel session={session} />
      <TracePanel session={session} />
      <Findings session={session} leads={leads} />
      {leads && <Cues session={session} />}
    </aside>
  );
}
