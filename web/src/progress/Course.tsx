import { dateOf } from "../lib/people";
import { errorOf, isCount, onAxis, spanOf, ticks, type Followed, type Point } from "../lib/progress";
import { amount } from "../lib/units";
import { type Key, locale, t, tn } from "../texts";

const PART: Record<Followed["kind"], Key | null> = { test: null, range: "course.range", reps: "course.reps_title", time: "course.time" };
/** What is followed of it; a hold goes as far as it lasts. */
const partOf = ({ kind, unit }: Followed): Key | null => (kind === "range" && unit === "s" ? "course.hold" : PART[kind]);

/** `12.9 s`, `8 repetitions`, `94°`. */
function valueOf(value: number, { kind, unit }: Followed): string {
  if (kind === "reps") return tn("course.reps", value);
  return unit === "" ? String(value) : amount(value, unit);
}

export function titleOf(one: Followed): string {
  const { name, side } = one;
  const part = partOf(one);
  return [name, side !== "both" && t(`side.${side}`), part && t(part)].filter(Boolean).join(" · ");
}

/** What the change is worth. */
export function verdictOf(one: Followed): string {
  if (one.points.length < 2) return t("course.single");
  if (one.verdict !== "unknown") return t(one.smallest?.matters ? `course.${one.verdict}_matters` : `course.${one.verdict}`);
  return one.smallest ? t("course.estimate") : t("course.no_error");
}

/** From 0 to 100, left to right by time. */
function placed(points: readonly Point[]): number[] {
  const times = points.map(({ at }) => Date.parse(at));
  const [first = 0, last = first] = [times[0], times.at(-1)];
  return times.map((time) => (last > first ? (100 * (time - first)) / (last - first) : 50));
}

/** The points over time, and around the first one what may be chance. */
function Plot({ one }: { one: Followed }) {
  const [low, high] = spanOf(one);
  const y = (value: number) => (100 * (high - value)) / (high - low);
  const xs = placed(one.points);
  const first = one.points[0]?.value ?? 0;
  const { smallest } = one;
  return (
    <div class="course-plot" aria-hidden="true">
      <div class="course-axis number">
        {ticks(low, high, isCount(one)).map((value) => (
          <span key={value} style={{ insetBlockStart: `${y(value)}%` }}>
            {onAxis(value, one)}
          </span>
        ))}
      </div>
      <div class="course-field">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {smallest && <rect class="band" x="0" width="100" y={y(first + smallest.value)} height={y(first - smallest.value) - y(first + smallest.value)} />}
          {ticks(low, high, isCount(one)).map((value) => (
            <path key={value} class="grid" d={`M0 ${y(value)}H100`} />
          ))}
          <polyline class="line" points={one.points.map(({ value }, n) => `${xs[n] ?? 0},${y(value)}`).join(" ")} />
        </svg>
        {one.points.map(({ at, value, measured }, n) => (
          <i key={at} class={measured ? "dot" : "dot estimate"} style={{ insetInlineStart: `${xs[n] ?? 0}%`, insetBlockStart: `${y(value)}%` }} />
        ))}
      </div>
      <div class="course-when">
        <span>{dateOf(one.points[0]?.at ?? "", locale())}</span>
        <span>{dateOf(one.points.at(-1)?.at ?? "", locale())}</span>
      </div>
    </div>
  );
}

/** Each value in words; for a picture that is not seen, and for exact reading. */
function Values({ one }: { one: Followed }) {
  return (
    <details>
      <summary aria-label={t("course.values_of", { name: titleOf(one) })}>{t("course.values")}</summary>
      <table class="course-values">
        <tbody>
          {one.points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{dateOf(point.at, locale())}</th>
              <td class="number">
                {valueOf(point.value, one)}
                {!point.measured && ` (${t("quality.estimate")})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Band({ one, sources }: { one: Followed; sources: boolean }) {
  if (!one.smallest || one.points.length < 2) return null;
  const { value, matters, source } = one.smallest;
  const n = errorOf(value, one.unit);
  return (
    <p class="quiet">
      {t(matters ? "course.band_matters" : "course.band", { n })}
      {sources && ` (${t("test.source", { source: source.split(":")[0] ?? source })})`}
    </p>
  );
}

/** One test or exercise over the sessions; `sources`: where the error comes from, for who can judge that. */
export function Course({ one, sources, judged = true }: { one: Followed; sources: boolean; judged?: boolean }) {
  const [first, last] = [one.points[0], one.points.at(-1)];
  if (!first || !last) return null;
  const alone = one.points.length === 1;
  return (
    <figure class="course">
      <figcaption>
        <strong>{titleOf(one)}</strong>
        <span class="number">
          {alone
            ? t("course.value_on", { value: valueOf(first.value, one), date: dateOf(first.at, locale()) })
            : t("course.from_to", { from: valueOf(first.value, one), to: valueOf(last.value, one) })}
        </span>
      </figcaption>
      {!alone && <Plot one={one} />}
      {judged && <p class={`course-verdict is-${one.verdict}`}>{verdictOf(one)}</p>}
      <Band one={one} sources={sources} />
      {!alone && <Values one={one} />}
    </figure>
  );
}
