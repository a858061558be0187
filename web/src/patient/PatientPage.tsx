import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import type { Session } from "../lib/session";
import { Voices } from "../parts/Voices";
import { Arrive } from "./Arrive";
import { Check } from "./Check";
import { CheckIn } from "./CheckIn";
import { Consent } from "./Consent";
import { Controls } from "./Controls";
import { Ended, Final } from "./Ended";
import { HomeBar } from "./HomeBar";
import { Captions } from "./Listening";
import { useListening } from "./hearing";
import { SelfView } from "./SelfView";
import { Stage } from "./Stage";
import { Stopped } from "./Stopped";
import { Trial } from "./Trial";
import { useAwake } from "./awake";

/** Before they join: the way in, or the test of what it needs. */
function Before({ session }: { session: Session }) {
  const testing = useSignal(false);
  if (testing.value) return <Trial session={session} back={() => { testing.value = false; }} />;
  return <Arrive session={session} test={() => { testing.value = true; }} />;
}

/** STOP, on the page at once and not only when the server has heard of it. */
function useStop(session: Session) {
  const pressed = useSignal(false);
  const stage = session.stage.value;
  useEffect(() => {
    if (stage !== "stopped" && session.line.peek() === "open") pressed.value = false;
  }, [stage, session, pressed]);
  const stop = () => {
    if (session.stage.peek() === "stopped" || pressed.peek()) return;
    pressed.value = true;
    session.speaker.hush();
    session.send({ type: "stop" });
  };
  return { stopped: stage === "stopped" || pressed.value, stop };
}

/** In the call. Their own picture stays the same one beneath all that is shown. */
function Floor({ session }: { session: Session }) {
  const stage = session.stage.value;
  const { stopped, stop } = useStop(session);
  const said = useListening(session, stop);
  return (
    <main class={`floor at-${stage} ${stopped ? "is-stopped" : ""} ${session.line.value === "lost" ? "is-dropped" : ""}`}>
      <SelfView session={session} />
      {stopped ? <Stopped session={session} /> : stage === "check" ? <Check session={session} /> : <Stage session={session} />}
      <HomeBar session={session} away={stopped} />
      <CheckIn session={session} away={stopped} />
      <Consent session={session} away={stopped} />
      <Controls session={session} stop={stop} stopped={stopped} />
      <Captions text={said} />
      <Voices session={session} />
    </main>
  );
}

/** Which of the patient's screens is up. */
export function PatientPage({ session }: { session: Session }) {
  const joined = session.calling.value;
  const final = session.final.value;
  const stage = session.stage.value;
  useAwake(joined && stage !== "ended");
  if (stage === "ended" || final?.code === "session_ended") return <Ended session={session} />;
  if (final) return <Final text={final.text} />;
  return joined ? <Floor session={session} /> : <Before session={session} />;
}
