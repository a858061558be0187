import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { linkOf, reviewOf } from "../lib/link";
import type { Session } from "../lib/session";
import { Over } from "../parts/Over";
import { StopRecording } from "../parts/Recording";
import { Tools } from "../parts/Tools";
import { Voices } from "../parts/Voices";
import { t, tn } from "../texts";
import { perform } from "./actions";
import { FreezeTools } from "./Freeze";
import { Head } from "./Head";
import { commandOf, pressedOf } from "./keys";
import { Panel } from "./Panel";
import { Record } from "./Record";
import { picking } from "./People";
import { Ribbon } from "./Ribbon";
import { Watch } from "./Watch";

const SINGLE_KEY = "coach.single_keys";

/** The keys of the page; `help` is shown and hidden, `single` remembered. */
function useKeys(session: Session, leads: boolean) {
  const help = useSignal(false);
  const single = useSignal(localStorage.getItem(SINGLE_KEY) !== "off");
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(pressedOf(event), single.value, picking.peek());
      if (!command || (!leads && !["stop", "mute", "help"].includes(command.do))) return;
      event.preventDefault();
      if (command.do === "help") help.value = !help.value;
      else perform(session, command);
    };
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
    };
  }, [session, leads, help, single]);
  const setSingle = (on: boolean) => {
    single.value = on;
    localStorage.setItem(SINGLE_KEY, on ? "on" : "off");
  };
  return { help, single: single.value, setSingle };
}

function ended(session: Session): string {
  const reps = session.view.value.reps.filter((rep) => rep.complete);
  const sets = new Set(reps.map((rep) => rep.set_number)).size;
  return t("over.text", { sets: tn("sets", sets), reps: tn("reps", reps.length) });
}

function Room({ session, leads }: { session: Session; leads: boolean }) {
  const keys = useKeys(session, leads);
  const stage = session.stage.value;
  const role = session.role.value;
  return (
    <div class={`room ${stage === "stopped" ? "is-alarm" : ""}`}>
      <Head session={session} leads={leads} help={keys.help} />
      <main class="watch">
        <Watch session={session} leads={leads} />
        <Tools session={session}>
          {role === "therapist" ? <Record session={session} /> : <StopRecording session={session} mayDelete={false} />}
          {leads && <FreezeTools session={session} />}
        </Tools>
      </main>
      <Panel session={session} leads={leads} keys={keys} />
      <Ribbon session={session} />
      <Voices session={session} />
    </div>
  );
}

/** The page of therapists, and of clinicians who watch. */
export function RoomPage({ session }: { session: Session }) {
  const final = session.final.value;
  const role = session.role.value;
  if (session.stage.value === "ended") return <Over title={t("over.title")} text={ended(session)} review={reviewOf(linkOf(location))} />;
  if (final) return <Over title={null} text={final.text} />;
  return <Room session={session} leads={role !== "clinician"} />;
}
