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

/** Which of the patient's screens is up. Their own picture stays the same one beneath all of them. */
export function PatientPage({ session }: { session: Session }) {
  const joined = session.calling.value;
  const stopPressed = useSignal(false);
  const final = session.final.value;
  const stage = session.stage.value;
  useAwake(joined && stage !== "ended");
  useEffect(() => {
    if (stage !== "stopped" && session.line.peek() === "open") stopPressed.value = false;
  }, [stage, session, stopPressed]);

  if (stage === "ended" || final?.code === "session_ended") return <Ended session={session} />;
  if (final) return <Final text={final.text} />;
  if (!joined) return <Before session={session} />;
  const stopped = stage === "stopped" || stopPressed.value;
  const stop = () => {
    stopPressed.value = true;
    session.speaker.hush();
    session.send({ type: "stop" });
  };
  return (
    <main class={`floor at-${stage} ${stopped ? "is-stopped" : ""} ${session.line.value === "lost" ? "is-dropped" : ""}`}>
      <SelfView session={session} />
      {stopped ? <Stopped session={session} /> : stage === "check" ? <Check session={session} /> : <Stage session={session} />}
      <HomeBar session={session} away={stopped} />
      <CheckIn session={session} away={stopped} />
      <Consent session={session} away={stopped} />
      <Controls session={session} stop={stop} stopped={stopped} />
      <Voices session={session} />
    </main>
  );
}
