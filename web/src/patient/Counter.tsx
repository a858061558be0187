import { t } from "../texts";

const RADIUS = 44;
const ROUND = 2 * Math.PI * RADIUS;

interface Props {
  /** The number in the middle. */
  value: string;
  of: string;
  /** 0–1 of the ring. */
  share: number;
  estimate: boolean;
  done: boolean;
}

/** The number that reads from three metres, in a ring of what is still to do; dashed while only an estimate. */
export function Counter({ value, of, share, estimate, done }: Props) {
  const filled = Math.min(1, Math.max(0, share)) * ROUND;
  return (
    <div class={`counter ${done ? "is-done" : ""}`}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle class={`ring-back ${estimate ? "is-estimate" : ""}`} cx="50" cy="50" r={RADIUS} />
        <circle class="ring" cx="50" cy="50" r={RADIUS} stroke-dasharray={`${filled} ${ROUND}`} transform="rotate(-90 50 50)" />
      </svg>
      <p class="counter-text number">
        <span class="counter-value">{value}</span>
        <span class="counter-of">{of}</span>
      </p>
      {estimate && <p class="counter-estimate">{t("stage.estimate")}</p>}
    </div>
  );
}
