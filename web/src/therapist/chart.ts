/** The live trace: uPlot with the target drawn beneath, repainted at most once a picture. */

import uPlot from "uplot";

import type { ExerciseInfo, Rep } from "../lib/messages";
import type { View } from "../lib/state";
import type { Trace } from "../lib/trace";
import { figure } from "../lib/units";
import { t } from "../texts";

const WINDOW_S = 20;
const SIDES = ["both", "left", "right"] as const;

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The least and greatest value to show: rest and target always, the movement with a little air. */
export function rangeOf(exercise: Pick<ExerciseInfo, "rest_value" | "target_value">, least: number, most: number): [number, number] {
  const ends = [exercise.rest_value, exercise.target_value, least, most].filter(Number.isFinite);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const air = Math.max(1e-3, (high - low) * 0.08);
  return [low - air, high + air];
}

const NAME_PX = 13;

/** Two places moved apart where they are nearer than `least`; fewer stay as they are. */
export function apart(places: number[], least: number): number[] {
  const [a, b] = places;
  if (a === undefined || b === undefined || Math.abs(a - b) >= least) return places;
  const middle = (a + b) / 2;
  const sign = a <= b ? -1 : 1;
  return [middle + (sign * least) / 2, middle - (sign * least) / 2];
}

export class Chart {
  #plot: uPlot;
  #trace: Trace;
  #exercise: ExerciseInfo;
  #reps: Rep[] = [];
  #pending = 0;
  #watch: ResizeObserver;

  constructor(box: HTMLElement, trace: Trace, exercise: ExerciseInfo) {
    this.#trace = trace;
    this.#exercise = exercise;
    this.#plot = new uPlot(this.#options(box), [[], [], [], []], box);
    this.#watch = new ResizeObserver(() => {
      this.#plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    });
    this.#watch.observe(box);
  }

  show(_signals: View["signals"], reps: Rep[]): void {
    this.#reps = reps;
    this.#pending ||= requestAnimationFrame(() => {
      this.#pending = 0;
      this.#paint();
    });
  }

  close(): void {
    cancelAnimationFrame(this.#pending);
    this.#watch.disconnect();
    this.#plot.destroy();
  }

  #paint(): void {
    const newest = this.#trace.newest;
    if (newest === null) return;
    const tables = SIDES.map((side) => {
      const { t: times, value } = this.#trace.track(side);
      return [times, value] as uPlot.AlignedData;
    });
    this.#plot.setData(uPlot.join(tables), false);
    this.#plot.setScale("x", { min: newest - WINDOW_S, max: newest });
  }

  #options(box: HTMLElement): uPlot.Options {
    const line = (stroke: string): uPlot.Series => ({ stroke, width: 2.5, spanGaps: true, points: { show: false } });
    return {
      width: Math.max(1, box.clientWidth),
      height: Math.max(1, box.clientHeight),
      legend: { show: false },
      cursor: { show: false },
      padding: [6, 18, 6, 0],
      scales: { x: { time: false }, y: { range: (_plot, least, most) => rangeOf(this.#exercise, least, most) } },
      axes: [
        { show: false },
        {
          size: 44,
          gap: 4,
          space: 28,
          values: (_plot, values) => values.map((value) => figure(value, this.#exercise.unit)),
          font: `12px "Atkinson Hyperlegible Next Variable", sans-serif`,
          stroke: token("--quiet"),
          grid: { stroke: token("--line"), width: 1 },
          ticks: { show: false },
        },
      ],
      series: [{}, line(token("--lead")), line(token("--lead")), line(token("--second"))],
      hooks: {
        drawAxes: [
          (plot) => {
            this.#beneath(plot);
          },
        ],
        draw: [
          (plot) => {
            this.#above(plot);
          },
        ],
      },
    };
  }

  /** The zone at and beyond the target. */
  #beneath(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const { rest_value: rest, target_value: target } = this.#exercise;
    const y = plot.valToPos(target, "y", true);
    const end = target > rest ? bbox.top : bbox.top + bbox.height;
    ctx.save();
    ctx.fillStyle = token("--lead-soft");
    ctx.fillRect(bbox.left, Math.min(y, end), bbox.width, Math.abs(end - y));
    ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
    ctx.strokeStyle = token("--lead");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  /** The target's name, and a dot on the peak of each counted repetition. */
  #above(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.setLineDash([]);
    ctx.font = `${12 * ratio}px "Atkinson Hyperlegible Next Variable", sans-serif`;
    const { target_value: target, rest_value: rest, unit } = this.#exercise;
    const label = t("trace.target", { n: figure(target, unit) });
    ctx.textAlign = "left";
    const y = plot.valToPos(target, "y", true) + (target > rest ? 4 : -4) * ratio;
    const { width } = ctx.measureText(label);
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = token("--raised");
    ctx.fillRect(bbox.left + 4 * ratio, target > rest ? y : y - 14 * ratio, width + 4 * ratio, 14 * ratio);
    ctx.globalAlpha = 1;
    ctx.fillStyle = token("--quiet");
    ctx.textBaseline = target > rest ? "top" : "bottom"; // on the side of rest: there is always room
    ctx.fillText(label, bbox.left + 6 * ratio, y);
    for (const rep of this.#reps) this.#dot(plot, rep);
    this.#names(plot);
    ctx.restore();
  }

  /** The side's letter at the end of its line. */
  #names(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const sides = (["left", "right"] as const).flatMap((side) => {
      const value = this.#trace.track(side).value.at(-1);
      return value === undefined ? [] : [{ side, y: plot.valToPos(value, "y", true) }];
    });
    const places = apart(
      sides.map(({ y }) => y),
      NAME_PX * devicePixelRatio,
    );
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    ctx.font = `700 ${NAME_PX * devicePixelRatio}px "Atkinson Hyperlegible Next Variable", sans-serif`;
    sides.forEach(({ side }, i) => {
      ctx.fillStyle = token(side === "left" ? "--lead" : "--second");
      ctx.fillText(t(`side.${side}`).slice(0, 1), bbox.left + bbox.width + 15 * devicePixelRatio, places[i] ?? 0);
    });
  }

  #dot(plot: uPlot, rep: Rep): void {
    const { min, max } = plot.scales.x ?? {};
    if (min === undefined || max === undefined || rep.peak_t < min || rep.peak_t > max) return;
    const { ctx } = plot;
    ctx.beginPath();
    ctx.arc(plot.valToPos(rep.peak_t, "x", true), plot.valToPos(rep.peak, "y", true), 4 * devicePixelRatio, 0, Math.PI * 2);
    ctx.fillStyle = rep.complete ? token("--in-range") : token("--raised");
    ctx.strokeStyle = rep.complete ? token("--raised") : token("--quiet");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.fill();
    ctx.stroke();
  }
}
