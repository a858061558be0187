import "uplot/dist/uPlot.min.css";

import { effect, useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

import type { ReviewTrace } from "../lib/review";
import { figure } from "../lib/units";
import { t } from "../texts";
import type { Review } from "./review";
import { inkOf } from "./ribbon";
import { keepNow } from "./Timeline";

/** Two points further apart than this are not joined. */
const GAP_S = 0.5;
const SIDES = ["both", "left", "right"] as const;

/** One table a side, with a break where the signal was not measured. */
export function tableOf(traces: readonly ReviewTrace[]): uPlot.AlignedData {
  const tables = SIDES.map((side): uPlot.AlignedData => {
    const times: number[] = [];
    const values: (number | null)[] = [];
    for (const trace of traces.filter((one) => one.side === side)) {
      for (const [at, value] of trace.points) {
        const last = times.at(-1);
        if (last !== undefined && at <= last) continue;
        if (last !== undefined && at - last > GAP_S) {
          times.push(last + GAP_S / 2);
          values.push(null);
        }
        times.push(at);
        values.push(value);
      }
    }
    return [times, values];
  });
  return uPlot.join(tables, tables.map(() => [0, 2])); // 2: a break stays a break
}

function optionsOf(box: HTMLElement, trace: ReviewTrace): uPlot.Options {
  const ink = inkOf(box);
  const line = (stroke: string): uPlot.Series => ({ stroke, width: 1.8, points: { show: false }, spanGaps: false });
  return {
    width: Math.max(1, box.clientWidth),
    height: Math.max(1, box.clientHeight),
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 0, 8, 0],
    scales: { x: { time: false, auto: false }, y: { range: (_plot, least, most) => airy(least, most, trace) } },
    axes: [{ show: false }, { show: false }],
    series: [{}, line(ink.lead), line(ink.lead), line(ink.second)],
    hooks: { drawAxes: [(plot) => { drawLevels(plot, trace, ink.quiet, ink.line); }] },
  };
}

function airy(least: number | null, most: number | null, { rest, target }: ReviewTrace): [number, number] {
  const ends = [least ?? rest, most ?? target, rest, target];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const air = Math.max(1e-3, (high - low) * 0.1);
  return [low - air, high + air];
}

/** Rest and target as lines with their values. */
function drawLevels(plot: uPlot, trace: ReviewTrace, quiet: string, line: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px "Atkinson Hyperlegible Next Variable", sans-serif`;
  ctx.lineWidth = ratio;
  for (const [value, dash] of [[trace.rest, []], [trace.target, [6 * ratio, 5 * ratio]]] as const) {
    const y = plot.valToPos(value, "y", true);
    ctx.strokeStyle = dash.length > 0 ? quiet : line;
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

class Strip {
  readonly #plot: uPlot;
  readonly #stops: (() => void)[] = [];

  constructor(review: Review, box: HTMLElement, traces: readonly ReviewTrace[], first: ReviewTrace) {
    this.#plot = new uPlot(optionsOf(box, first), tableOf(traces), box);
    const watch = new ResizeObserver(() => {
      this.#plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    });
    watch.observe(box);
    const stop = effect(() => {
      const { from, to } = review.span.value;
      this.#plot.setScale("x", { min: from, max: to });
    });
    this.#stops.push(stop, () => {
      watch.disconnect();
    });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#plot.destroy();
  }
}

/** The exercise's movement over time, under the same zoom as the timeline. */
export function TraceStrip({ review }: { review: Review }) {
  const box = useRef<HTMLDivElement>(null);
  const outer = useRef<HTMLElement>(null);
  const line = useRef<HTMLSpanElement>(null);
  const id = useComputed(() => review.set.value?.exercise ?? null).value;
  const all = review.traces.value;
  const first = all.find((trace) => trace.exercise === id);
  useEffect(() => {
    if (!box.current || !first) return undefined;
    const strip = new Strip(review, box.current, all.filter((trace) => trace.exercise === id), first);
    return () => {
      strip.close();
    };
  }, [review, all, first, id]);
  useEffect(() => (outer.current && line.current ? keepNow(review, outer.current, line.current) : undefined), [review]);
  const name = review.session.value.exercises.find((exercise) => exercise.id === id)?.name ?? "";
  const label = t("time.trace", { name });
  return (
    <section ref={outer} class="strip" aria-label={label} onPointerDown={(event) => { review.go(momentOf(review, event)); }}>
      {first ? <div ref={box} class="strip-box" role="img" aria-label={label} /> : <p class="quiet">{t(review.asked.value ? "time.no_trace" : "time.trace_coming")}</p>}
      {first && (
        <p class="strip-name">
          {name} · <span class="number">{t("trace.target", { n: figure(first.target, first.unit) })}</span>
        </p>
      )}
      <span ref={line} class="now-line" />
    </section>
  );
}

function momentOf(review: Review, event: PointerEvent & { currentTarget: HTMLElement }): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const { from, to } = review.span.peek();
  return from + ((event.clientX - left) / width) * (to - from);
}
