import { useComputed } from "@preact/signals";

import { Icon, type IconName } from "../parts/Icon";
import { t } from "../texts";
import { LAYERS } from "./keys";
import { RATES } from "./player";
import type { Review } from "./review";
import { clockOf } from "./span";

interface ToolProps {
  icon: IconName;
  label: string;
  keys: string;
  press: () => void;
}

function Tool({ icon, label, keys, press }: ToolProps) {
  return (
    <button type="button" class="button bare tool" aria-label={label} title={`${label} (${keys})`} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}

function Clock({ review }: { review: Review }) {
  const text = useComputed(() => clockOf(review.player.t.value, review.player.playing.value ? 1 : 3)).value;
  return <span class="number now">{text}</span>;
}

function Speed({ review }: { review: Review }) {
  const rate = review.player.rate.value;
  return (
    <label class="speed" title={`${t("play.speed")} (J, L)`}>
      <span class="hidden">{t("play.speed")}</span>
      <select
        value={String(rate)}
        onChange={(event) => {
          review.player.setRate(Number(event.currentTarget.value));
          event.currentTarget.blur(); // or the next letter would choose a speed
        }}
      >
        {RATES.map((one) => (
          <option key={one} value={String(one)}>
            {one}×
          </option>
        ))}
      </select>
    </label>
  );
}

function Layers({ review }: { review: Review }) {
  const layers = review.layers.value;
  return (
    <div class="layers" role="group" aria-label={t("play.layers")}>
      {LAYERS.map((name, i) => (
        <button
          key={name}
          type="button"
          class="button layer"
          aria-pressed={layers[name]}
          title={`${t(`layer.${name}`)} (${i + 1})`}
          onClick={() => {
            review.toggleLayer(name);
          }}
        >
          {layers[name] && <Icon name="check" />}
          {t(`layer.${name}`)}
        </button>
      ))}
    </div>
  );
}

/** Under the picture: play, step, jump, speed, layers. */
export function Transport({ review }: { review: Review }) {
  const { player } = review;
  const playing = player.playing.value;
  return (
    <div class="transport">
      <Tool icon="rep_back" label={t("play.rep_back")} keys="[" press={() => { review.nextRep(-1); }} />
      <Tool icon="frame_back" label={t("play.back")} keys="←" press={() => void player.step(-1)} />
      <button
        type="button"
        class="button first tool"
        aria-label={playing ? t("play.pause") : t("play.play")}
        title={`${playing ? t("play.pause") : t("play.play")} (K)`}
        onClick={() => {
          player.toggle();
        }}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <Tool icon="frame_on" label={t("play.on")} keys="→" press={() => void player.step(1)} />
      <Tool icon="rep_on" label={t("play.rep_on")} keys="]" press={() => { review.nextRep(1); }} />
      <Clock review={review} />
      <Speed review={review} />
      <span class="spring" />
      <Layers review={review} />
    </div>
  );
}
