import type { Received, Session } from "../lib/session";
import { personOf } from "../lib/state";
import { Display } from "../parts/Display";
import { Face } from "../parts/Face";
import { Icon } from "../parts/Icon";
import { Over } from "../parts/Over";
import { RecordingMark, StopRecording } from "../parts/Recording";
import { Devices } from "../parts/Tools";
import { Voices } from "../parts/Voices";
import { nameOf } from "../parts/words";
import { t } from "../texts";

/** What is done now, and how to make it safe. */
function Now({ session }: { session: Session }) {
  const state = session.view.value.state;
  const exercise = session.exercise.value;
  if (!state || !exercise) return <p class="care-now">{t("care.nothing")}</p>;
  return (
    <section class="care-now">
      <h2>
        {exercise.name} <span class="number">{t("stage.count", { n: state.reps, target: state.target_reps })}</span>
      </h2>
      <p>{exercise.how_to}</p>
      <h3>{t("care.safety")}</h3>
      <ul class="care-safe">
        <li>{t("care.safe")}</li>
        {exercise.safety.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Ready session={session} />
    </section>
  );
}

/** Safe to start, for the exercise on now; a second press takes it back. */
function Ready({ session }: { session: Session }) {
  const { welcome, participants } = session.view.value;
  const ready = participants.find(({ id }) => id === welcome?.you)?.ready ?? false;
  return (
    <button
      type="button"
      class={`button care-ready ${ready ? "is-on" : "first"}`}
      aria-pressed={ready}
      onClick={() => {
        session.send({ type: "ready", ready: !ready });
      }}
    >
      <Icon name="check" />
      {ready ? t("care.is_ready") : t("care.ready")}
    </button>
  );
}

/** While everything is stopped: what to do until the therapist speaks. */
function Called({ session }: { session: Session }) {
  const therapist = personOf(session.view.value, "therapist");
  return (
    <p class="care-called" role="alert">
      <Icon name="alert" />
      {therapist?.connected ? t("care.called", { name: nameOf(therapist) }) : t("care.called_alone")}
    </p>
  );
}

function patientFirst(a: Received, b: Received): number {
  return Number(b.person.role === "patient") - Number(a.person.role === "patient");
}

/** Stages in which there is a repetition to help with, or one that was just done. */
const HELPABLE: ReadonlySet<string> = new Set(["moving", "paused", "rest"]);

/** Devices, and what a caregiver can say: helped, help, STOP. */
function Foot({ session, stopped }: { session: Session; stopped: boolean }) {
  const say = (type: "assisted" | "help" | "stop") => () => {
    session.send({ type });
  };
  return (
    <footer class="care-foot">
      <Devices session={session} />
      <StopRecording session={session} mayDelete />
      <span class="spring" />
      <button
        type="button"
        class="button"
        disabled={!HELPABLE.has(session.stage.value)}
        onClick={say("assisted")}
      >
        <Icon name="check" />
        {t("care.helped")}
      </button>
      <button
        type="button"
        class="button danger"
        disabled={stopped}
        onClick={say("help")}
      >
        <Icon name="alert" />
        {t("care.help")}
      </button>
      <button type="button" class="button danger first care-stop" disabled={stopped} onClick={say("stop")}>
        <Icon name="stop" />
        {t("control.stop")}
      </button>
    </footer>
  );
}

/** The caregiver's page: who is in the call, what is being done, how to help safely, STOP. */
export function CarePage({ session }: { session: Session }) {
  const final = session.final.value;
  if (session.stage.value === "ended") return <Over title={t("over.title")} text={t("ended.close")} />;
  if (final) return <Over title={null} text={final.text} />;
  const patient = personOf(session.view.value, "patient");
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
              <Face person={person} stream={stream} />
            </li>
          ))}
        </ul>
        <div class="care-side">
          {stopped && <Called session={session} />}
          <Now session={session} />
        </div>
      </main>
      <Foot session={session} stopped={stopped} />
      <Voices session={session} />
    </div>
  );
}
