import type { Gait, GaitNumber } from "../lib/messages";
import type { Session } from "../lib/session";
import { decimal } from "../lib/units";
import { t } from "../texts";

/** `98`, `≈ 98` for an estimate, `–` for what can't be told in this view or from so few steps. */
export function shown({ value, quality }: GaitNumber, digits: number, unit = ""): string {
  if (value === null || quality === "not_assessable") return "–";
  const text = `${decimal(value, digits)}${unit && ` ${unit}`}`;
  return quality === "estimate" ? `≈ ${text}` : text;
}

const NONE: GaitNumber = { value: null, quality: "not_assessable", n: 0 };

function sides(numbers: Gait["step_time"], digits: number, unit: string): string {
  const [left, right] = [numbers.left ?? NONE, numbers.right ?? NONE];
  if (shown(left, digits) === "–" && shown(right, digits) === "–") return "–";
  return `${t("side.left").slice(0, 1)} ${shown(left, digits)} · ${t("side.right").slice(0, 1)} ${shown(right, digits)} ${unit}`;
}

/** Which side takes longer, and how much; nothing below what can be told. */
function uneven(ratio: GaitNumber, longer: Gait["longer_time"]): string {
  const text = shown(ratio, 2);
  return longer === null || text === "–" ? text : t("gait.longer", { n: text, side: t(`side.${longer}`) });
}

type Row = [name: string, text: string, quality: GaitNumber["quality"]];

/** One number each: two beside each other. */
function single(gait: Gait): Row[] {
  return [
    [t("gait.steps"), String(gait.steps), "measured"],
    [t("gait.cadence"), shown(gait.cadence, 0, t("gait.per_minute")), gait.cadence.quality],
    [t("gait.speed"), shown(gait.speed, 2, t("gait.m_s")), gait.speed.quality],
    [t("gait.base"), shown(gait.base, 1, t("gait.hips")), gait.base.quality],
  ];
}

/** Left against right: a line of its own. */
function compared(gait: Gait): Row[] {
  return [
    [t("gait.time"), sides(gait.step_time, 2, t("gait.s")), gait.cadence.quality],
    [t("gait.time_ratio"), uneven(gait.time_ratio, gait.longer_time), gait.time_ratio.quality],
    [t("gait.length"), sides(gait.step_length, 2, t("gait.legs")), (gait.step_length.both ?? NONE).quality],
    [t("gait.length_ratio"), uneven(gait.length_ratio, gait.longer_length), gait.length_ratio.quality],
  ];
}

function Line({ row: [name, text, quality], wide }: { row: Row; wide: boolean }) {
  return (
    <div class={`${quality === "measured" ? "" : "is-weak"} ${wide ? "is-wide" : ""}`} title={t(`quality.${quality}`)}>
      <dt>{name}</dt>
      <dd class="number">{text}</dd>
    </div>
  );
}

/** The walk in means over its steps; findings such as short steps stand in the list below. */
export function GaitPanel({ session }: { session: Session }) {
  const { gait } = session.view.value;
  if (!gait) return null;
  return (
    <section class="gait" aria-label={t("gait.title")}>
      <h2>{t("gait.title")}</h2>
      <dl>
        {single(gait).map((row) => (
          <Line key={row[0]} row={row} wide={false} />
        ))}
        {compared(gait).map((row) => (
          <Line key={row[0]} row={row} wide />
        ))}
      </dl>
    </section>
  );
}
