import { signal } from "@preact/signals";

import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { StopRecording } from "../parts/Recording";
import { t } from "../texts";

/** Whether the therapist wants to be seen in the recording. */
const picture = signal(false);

/** Asks the patient; while it is on, ends it and keeps what there is. */
export function toggleRecording(session: Session): void {
  const state = session.view.peek().recording?.state ?? "off";
  if (state === "off") session.send({ type: "ask_recording", picture: picture.peek() });
  else session.send({ type: "stop_recording", keep: true });
}

/** Under the picture: ask for a recording, with one's own picture or without, or end it. */
export function Record({ session }: { session: Session }) {
  const state = session.view.value.recording?.state ?? "off";
  if (state === "on") return <StopRecording session={session} mayDelete />;
  if (state === "asked") {
    return (
      <span class="asking" role="status">
        {t("recording.waiting")}
        <button
          type="button"
          class="button"
          onClick={() => {
            toggleRecording(session);
          }}
        >
          {t("recording.cancel")}
        </button>
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          toggleRecording(session);
        }}
      >
        <span class="recording-dot" aria-hidden="true" />
        {t("recording.ask")}
      </button>
      <button type="button" class="button layer" aria-pressed={picture.value} onClick={() => (picture.value = !picture.value)}>
        <Icon name={picture.value ? "check" : "minus"} />
        {t("recording.own_picture")}
      </button>
    </>
  );
}
