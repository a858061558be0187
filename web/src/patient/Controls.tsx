import { useSignal } from "@preact/signals";

import type { Session } from "../lib/session";
import { Icon, type IconName } from "../parts/Icon";
import { t } from "../texts";

interface ToggleProps {
  on: boolean;
  icon: [IconName, IconName];
  label: string;
  press: () => void;
}

function Toggle({ on, icon, label, press }: ToggleProps) {
  return (
    <button type="button" class={`toggle ${on ? "" : "is-off"}`} aria-pressed={on} aria-label={label} onClick={press}>
      <Icon name={on ? icon[0] : icon[1]} />
    </button>
  );
}

function useSound(session: Session) {
  const on = useSignal(true);
  const press = () => {
    on.value = !on.value;
    session.speaker.muted = session.sounds.muted = !on.value;
    if (!on.value) session.speaker.hush();
  };
  return { on: on.value, press };
}

/** Microphone, camera, sound and STOP: always there, always in the same place. */
export function Controls({ session, stop, stopped }: { session: Session; stop: () => void; stopped: boolean }) {
  const { camera } = session;
  const sound = useSound(session);
  const mic = camera.microphone.value === "on";
  const cam = camera.camera.value === "on";
  return (
    <div class="controls">
      <Toggle
        on={mic}
        icon={["mic", "mic_off"]}
        label={mic ? t("control.mic_on") : t("control.mic_off")}
        press={() => {
          camera.toggle("audio");
        }}
      />
      <Toggle
        on={cam}
        icon={["cam", "cam_off"]}
        label={cam ? t("control.cam_on") : t("control.cam_off")}
        press={() => {
          camera.toggle("video");
        }}
      />
      <Toggle
        on={sound.on}
        icon={["sound", "sound_off"]}
        label={sound.on ? t("control.sound_on") : t("control.sound_off")}
        press={sound.press}
      />
      <button type="button" class="stop" disabled={stopped} onClick={stop}>
        {t("control.stop")}
      </button>
    </div>
  );
}
