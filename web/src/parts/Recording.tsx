import { useSignal } from "@preact/signals";

import type { Session } from "../lib/session";
import { t } from "../texts";

/** A red dot and the word, on every page while the session is recorded. */
export function RecordingMark({ session }: { session: Session }) {
  return (
    <span role="status" class="recording-status">
      {session.view.value.recording?.state === "on" && (
        <span class="recording-mark">
          <span class="recording-dot" aria-hidden="true" />
          {t("recording.on")}
        </span>
      )}
    </span>
  );
}

interface ChoiceProps {
  session: Session;
  /** Whether this person may have it deleted too. */
  mayDelete: boolean;
  done: () => void;
}

/** Stopping asks once what becomes of the recording. */
export function StopChoice({ session, mayDelete, done }: ChoiceProps) {
  const stop = (keep: boolean) => {
    session.send({ type: "stop_recording", keep });
    done();
  };
  return (
    <span class="asking recording-stop" role="group" aria-label={t("recording.stop_ask")}>
      <span>{t("recording.stop_ask")}</span>
      <button
        type="button"
        class="button first"
        onClick={() => {
          stop(true);
        }}
      >
        {t("recording.keep")}
      </button>
      {mayDelete && (
        <button
          type="button"
          class="button danger"
          onClick={() => {
            stop(false);
          }}
        >
          {t("recording.delete")}
        </button>
      )}
      <button type="button" class="button" onClick={done}>
        {t("recording.go_on")}
      </button>
    </span>
  );
}

/** Everybody's way to end the recording. */
export function StopRecording({ session, mayDelete }: { session: Session; mayDelete: boolean }) {
  const asking = useSignal(false);
  if (session.view.value.recording?.state !== "on") return null;
  if (asking.value) return <StopChoice session={session} mayDelete={mayDelete} done={() => (asking.value = false)} />;
  return (
    <button type="button" class="button" onClick={() => (asking.value = true)}>
      <span class="recording-dot" aria-hidden="true" />
      {t("recording.stop")}
    </button>
  );
}
