import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Session } from "../lib/session";
import type { View } from "../lib/state";
import { t } from "../texts";
import { unpaired } from "./Findings";

export interface Bar {
  key: string;
  /** Seconds of session time. */
  start: number;
  end: number;
  kind: "rep" | "partial" | "hold" | "coach" | "safety" | "note";
  set: number;
}

/** All that is drawn, in the order of time. */
export function barsOf({ reps, holds, faults }: Pick<View, "reps" | "holds" | "faults">): Bar[] {
  const bars: Bar[] = [
    ...reps.map((rep) => ({
      key: `r${rep.set_number}.${rep.number}.${rep.complete}`,
      start: rep.start,
      end: rep.end,
      kind: rep.complete ? ("rep" as const) : ("partial" as const),
      set: rep.set_number,
    })),
    ...unpaired({ reps, holds }).map((hold) => ({
      key: `h${hold.side}${hold.start}`,
      start: hold.start,
      end: hold.start + hold.seconds,
      kind: "hold" as const,
      set: hold.set_number,
    })),
    ...faults.map((fault) => ({ key: `f${fault.id}`, start: fault.start, end: fault.end, kind: fault.level, set: fault.set_number })),
  ];
  return bars.sort((a, b) => a.start - b.start);
}

export interface SetSpan {
  number: number;
  start: number;
  end: number;
}

/** From the first to the last thing of each set. */
export function setsOf(bars: Bar[]): SetSpan[] {
  const spans = new Map<number, SetSpan>();
  for (const { set, start, end } of bars) {
    const span = spans.get(set) ?? { number: set, start, end };
    spans.set(set, { number: set, start: Math.min(span.start, start), end: Math.max(span.end, end) });
  }
  return [...spans.values()].sort((a, b) => a.number - b.number);
}

const LEAST_S = 60;
/** Room for the paddings and the newest flag. */
const END = 48;

/** The element's width in pixels, kept true. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(() => {
      setWidth(box.clientWidth);
    });
    watch.observe(box);
    return () => {
      watch.disconnect();
    };
  }, [element]);
  return width;
}

const isFinding = ({ kind }: Bar) => kind === "coach" || kind === "safety" || kind === "note";

/** A flag on a pole for a finding, a block for a repetition. */
function Shape({ bar, x, width }: { bar: Bar; x: number; width: number }) {
  if (!isFinding(bar)) return <rect class={`bar is-${bar.kind}`} x={x} y="14" width={Math.max(3, width)} height="22" rx="3" />;
  return <path class={`flag is-${bar.kind}`} d={`M${x} 36V3h11l-3 4.5 3 4.5h-11`} />;
}

/** The session so far: the same ribbon as in review, growing live. */
export function Ribbon({ session }: { session: Session }) {
  const bars = useComputed(() => barsOf(session.view.value)).value;
  const now = useComputed(() => Math.ceil(session.now.value ?? 0)).value;
  const sets = setsOf(bars);
  const from = sets[0]?.start ?? 0;
  const span = Math.max(LEAST_S, now - from);
  const box = useRef<HTMLElement>(null);
  const width = useWidth(box);
  const at = (seconds: number) => Math.round(((seconds - from) / span) * (width - END));
  return (
    <footer ref={box} class="ribbon" aria-label={t("ribbon.title")}>
      {bars.length === 0 ? (
        <p class="quiet">{t("ribbon.empty")}</p>
      ) : (
        <>
          <svg aria-hidden="true">
            {sets.map((set) => (
              <rect key={set.number} class="set-span" x={at(set.start)} y="12" width={at(set.end) - at(set.start)} height="26" rx="4" />
            ))}
            {bars.map((bar) => (
              <Shape key={bar.key} bar={bar} x={at(bar.start)} width={at(bar.end) - at(bar.start) - 1} />
            ))}
          </svg>
          <ol class="set-names">
            {sets.map((set) => (
              <li key={set.number} style={{ left: `${at(set.start)}px` }}>
                {t("ribbon.set", { n: set.number })}
              </li>
            ))}
          </ol>
        </>
      )}
    </footer>
  );
}
