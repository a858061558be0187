import { dayName } from "../lib/programme";
import { dayIn, KEPT, tally, type Day, type Kept } from "../lib/progress";
import { locale, t, tn } from "../texts";

const LONG = { weekday: "long", day: "numeric", month: "long" } as const;
const SHORT = { day: "numeric", month: "short" } as const;

/** Each state has a shape of its own, on a grid of 24; colour only helps. */
const SHAPES: Record<Kept, { fill?: string; line?: string }> = {
  done: { fill: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20", line: "M7.5 12.5l3 3 6-7" },
  partly: { fill: "M12 2a10 10 0 0 0 0 20z", line: "M12 3a9 9 0 0 1 0 18" },
  missed: { line: "M7 7l10 10M17 7 7 17" },
  led: { line: "M4 4h16v16H4zM8 12.5l3 3 5-6" },
  extra: { line: "M12 4v16M4 12h16" },
  to_come: { line: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18" },
  free: { fill: "M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4" },
};

function Mark({ kept }: { kept: Kept }) {
  const { fill, line } = SHAPES[kept];
  return (
    <svg class={`kept is-${kept}`} viewBox="0 0 24 24" aria-hidden="true">
      {fill && <path class="kept-fill" d={fill} />}
      {line && <path class="kept-line" d={line} />}
    </svg>
  );
}

/** `Monday 3 November: partly done, 1 of 3 exercises`. */
export function said({ date, kept, planned, done }: Day): string {
  const day = dayIn(date, locale(), LONG);
  const state = t(`kept.${kept}`);
  return planned > 0 && kept === "partly" ? tn("kept.day_part", planned, { day, state, done, planned }) : t("kept.day", { day, state });
}

function Week({ days }: { days: readonly Day[] }) {
  return (
    <tr>
      <th scope="row">{dayIn(days[0]?.date ?? "", locale(), SHORT)}</th>
      {days.map((day) => (
        <td key={day.date}>
          <Mark kept={day.kept} />
          <span class="hidden">{said(day)}</span>
        </td>
      ))}
    </tr>
  );
}

/** Weeks as rows: which prescribed days were kept. */
export function Calendar({ weeks }: { weeks: readonly Day[][] }) {
  if (weeks.length === 0) return <p class="quiet">{t("kept.none")}</p>;
  const { planned, done, partly } = tally(weeks);
  const seen = new Set(weeks.flat().map(({ kept }) => kept));
  return (
    <div class="kept-days">
      <p class="number">
        {planned === 0 ? t("kept.nothing_yet") : tn("kept.sum", planned, { done, planned })}
        {partly > 0 && ` ${tn("kept.sum_partly", partly)}`}
      </p>
      <table>
        <caption class="hidden">{t("kept.title")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden">{t("kept.week")}</span>
            </th>
            {[0, 1, 2, 3, 4, 5, 6].map((day) => (
              <th key={day} scope="col">
                <abbr title={dayName(day, locale(), "long")}>{dayName(day, locale())}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <Week key={days[0]?.date} days={days} />
          ))}
        </tbody>
      </table>
      <ul class="kept-key" aria-hidden="true">
        {KEPT.filter((kept) => seen.has(kept)).map((kept) => (
          <li key={kept}>
            <Mark kept={kept} />
            {t(`kept.${kept}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
