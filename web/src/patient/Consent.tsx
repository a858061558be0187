import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { t } from "../texts";
import { useSpoken } from "./spoken";

/** A question waits while the patient moves. */
const BUSY: ReadonlySet<string> = new Set(["countdown", "moving", "paused", "stopped"]);

interface Choice {
  label: string;
  press: () => void;
}

/** One question over the picture, with answers that a shaking hand hits. STOP stays free. */
function Question({ session, title, text, choices }: { session: Session; title: string; text: string | null; choices: Choice[] }) {
  const box = useRef<HTMLDivElement>(null);
  useSpoken(session, text ? `${title} ${text}` : title);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div ref={box} class="question" role="dialog" aria-label={title} tabIndex={-1}>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      <div class="answers">
        {choices.map(({ label, press }) => (
          <button key={label} type="button" class="answer" onClick={press}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** May we record? Asked by the therapist, answered here, and stopped here at any time; not over what a STOP shows. */
export function Consent({ session, away }: { session: Session; away: boolean }) {
  const stopping = useSignal(false);
  const recording = session.view.value.recording;
  const on = recording?.state === "on";
  useEffect(() => {
    if (!on) stopping.value = false;
  }, [on, stopping]);
  if (away) return null;
  if (recording?.state === "asked" && recording.question && !BUSY.has(session.stage.value)) {
    const answer = (yes: boolean) => () => {
      session.send({ type: "answer_recording", yes, text_version: recording.text_version });
    };
    const choices: Choice[] = [
      { label: t("consent.yes"), press: answer(true) },
      { label: t("consent.no"), press: answer(false) },
    ];
    return <Question session={session} title={recording.question} text={recording.explanation} choices={choices} />;
  }
  if (!on) return null;
  if (!stopping.value) {
    return (
      <button type="button" class="recorded" onClick={() => (stopping.value = true)}>
        <span class="recording-dot" aria-hidden="true" />
        <span role="status">{t("recording.on")}</span>
        <span class="hidden">{t("recording.stop")}</span>
      </button>
    );
  }
  const stop = (keep: boolean) => () => {
    session.send({ type: "stop_recording", keep });
    stopping.value = false;
  };
  const choices: Choice[] = [
    { label: t("recording.keep"), press: stop(true) },
    { label: t("recording.delete"), press: stop(false) },
    { label: t("recording.go_on"), press: () => (stopping.value = false) },
  ];
  return <Question session={session} title={t("recording.stop_ask")} text={null} choices={choices} />;
}
