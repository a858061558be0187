import type { Received, Session } from "../lib/session";
import { personOf } from "../lib/state";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { Over } from "../parts/Over";
import { Picture } from "../parts/Stream";
import { RecordingMark, StopRecording } from "../parts/Recording";
import { Devices } from "../parts/Tools";
import { Voices } from "../parts/Voices";
import { nameOf } from "../parts/words";
import { t } from "../texts";

function Now({ session }: { session: Session }) {
  const state = session.view.value.state;
  const exercise = session.exercise.value;
  if (!state || !exercise) return <p class="care-now">{t("care.nothing")}</p>;
  return (
    <div class="care-now">
      <h2>
        {exercise.name} <span class="number">{t("stage.count", { n: state.reps, target: state.target_reps })}</span>
      </h2>
      <p>{exercise.how_to}</p>
      <p class="care-safe">{t("care.safe")}</p>
    </div>
  );
}

function patientFirst(a: Received, b: Received): number {
  return Number(b.person.role === "patient") - Number(a.person.role === "patient");
}

/** Stages in which there is a repetition to help with, or one that was just done. */
const HELPABLE: ReadonlySet<string> = new Set(["moving", "paused", "rest"]);

/** The caregiver's page: who is in the call, what is being done, how to help safely, STOP. */
export function CarePage({ session }: { session: Session }) {
  const final = session.final.value;
  if (session.stage.value === "ended") return <Over title={t("over.title")} text={t("ended.close")} />;
  if (final) return <Over title={null} text={final.text} />;
  const patient = personOf(session.view.value, "patient");
  const stop = () => {
    session.send({ type: "stop" });
  };
  const stopped = session.stage.value === "stopped";
  return (
    <div class={`care ${stopped ? "is-alarm" : ""}`}>
      <header class="head">
        <h1>{patient?.name ? t("care.title", { name: patient.name }) : t("care.title_plain")}</h1>
        <RecordingMark session={session} />
        <Display />
      </header>
      <main>
        <ul class="faces stage">
          {[...session.received.value].sort(patientFirst).map(({ person, stream }) => (
            <li key={person.id}>
              <Picture stream={stream} label={nameOf(person)} />
              <span>{nameOf(person)}</span>
            </li>
          ))}
        </ul>
        <Now session={session} />
      </main>
      <footer class="care-foot">
        <Devices session={session} />
        <StopRecording session={session} mayDelete />
        <span class="spring" />
        <button
          type="button"
          class="button"
          disabled={!HELPABLE.has(session.stage.value)}
          onClick={() => {
            session.send({ type: "assisted" });
          }}
        >
          <Icon name="check" />
          {t("care.helped")}
        </button>
        <button type="button" class="button danger first care-stop" disabled={stopped} onClick={stop}>
          <Icon name="stop" />
          {t("control.stop")}
        </button>
      </footer>
      <Voices session={session} />
    </div>
  );
}
