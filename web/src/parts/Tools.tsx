import { signal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import type { Session } from "../lib/session";
import { Icon, type IconName } from "./Icon";
import { t } from "../texts";

/** What is drawn over the patient's picture, and whether one sees oneself. */
export const layers = { skeleton: signal(true), angles: signal(true), own: signal(true) };

interface DeviceProps {
  session: Session;
  kind: "audio" | "video";
}

function Device({ session, kind }: DeviceProps) {
  const audio = kind === "audio";
  const on = (audio ? session.camera.microphone : session.camera.camera).value === "on";
  const icons: [IconName, IconName] = audio ? ["mic", "mic_off"] : ["cam", "cam_off"];
  const label = audio ? t(on ? "control.mic_on" : "control.mic_off") : t(on ? "control.cam_on" : "control.cam_off");
  return (
    <button
      type="button"
      class={`button tool ${on ? "" : "is-off"}`}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => {
        session.camera.toggle(kind);
      }}
    >
      <Icon name={on ? icons[0] : icons[1]} />
    </button>
  );
}

function Layer({ on, label }: { on: Signal<boolean>; label: string }) {
  return (
    <button type="button" class="button layer" aria-pressed={on.value} onClick={() => (on.value = !on.value)}>
      <Icon name={on.value ? "check" : "minus"} />
      {label}
    </button>
  );
}

/** One's own microphone and camera. */
export function Devices({ session }: { session: Session }) {
  return (
    <>
      <Device session={session} kind="audio" />
      <Device session={session} kind="video" />
    </>
  );
}

/** Under the picture: microphone, camera, one's own picture, and what is drawn. */
export function Tools({ session, children }: { session: Session; children?: ComponentChildren }) {
  const own = layers.own.value;
  const problem = session.camera.problem.value;
  return (
    <div class="tools">
      <Devices session={session} />
      {problem ? (
        <p class="tool-problem">{problem === "insecure" ? t("camera.insecure") : t("room.no_camera")}</p>
      ) : (
        <button
          type="button"
          class="button tool"
          aria-pressed={own}
          aria-label={own ? t("room.own_hide") : t("room.own_show")}
          title={own ? t("room.own_hide") : t("room.own_show")}
          onClick={() => (layers.own.value = !own)}
        >
          <Icon name={own ? "body" : "hide"} />
        </button>
      )}
      {children}
      <span class="spring" />
      <Layer on={layers.skeleton} label={t("room.layer_skeleton")} />
      <Layer on={layers.angles} label={t("room.layer_angles")} />
    </div>
  );
}
