import { effect, useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { read, type Review } from "./review";
import { drawRibbon, inkOf, RIBBON_PX } from "./ribbon";
import { clockOf, moved, tOf, xOf } from "./span";

/** Two fingers, the wheel or the buttons zoom; one finger or the mouse scrubs. */
function listen(review: Review, box: HTMLElement): () => void {
  const held = new Map<number, number>();
  const at = (clientX: number) => {
    const { left, width } = box.getBoundingClientRect();
    return tOf(review.span.peek(), width, clientX - left);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    box.setPointerCapture(event.pointerId);
    held.set(event.pointerId, event.clientX);
    if (held.size === 1) review.go(at(event.clientX));
  };
  const move = (event: PointerEvent) => {
    const before = held.get(event.pointerId);
    if (before === undefined) return;
    if (held.size === 1) review.go(Math.min(review.span.peek().to, Math.max(review.span.peek().from, at(event.clientX))));
    if (held.size === 2) pinch(event, before);
    held.set(event.pointerId, event.clientX);
  };
  const pinch = (event: PointerEvent, before: number) => {
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1] ?? before;
    const [was, is] = [Math.abs(before - other), Math.abs(event.clientX - other)];
    if (was > 8 && is > 8) review.zoom(was / is, at((event.clientX + other) / 2));
  };
  const up = (event: PointerEvent) => {
    held.delete(event.pointerId);
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const span = review.span.peek();
    if (across) {
      const by = ((event.deltaX || event.deltaY) / box.clientWidth) * (span.to - span.from);
      review.span.value = moved(span, by, review.player.duration);
    } else review.zoom(Math.exp(event.deltaY * 0.0022), at(event.clientX));
  };
  const stop = new AbortController();
  const { signal } = stop;
  box.addEventListener("pointerdown", down, { signal });
  box.addEventListener("pointermove", move, { signal });
  box.addEventListener("pointerup", up, { signal });
  box.addEventListener("pointercancel", up, { signal });
  box.addEventListener("wheel", wheel, { signal, passive: false });
  return () => {
    stop.abort();
  };
}

/** Redraws the ribbon at most once a picture, when the span, the session or the theme changes. */
function keepDrawn(review: Review, canvas: HTMLCanvasElement): () => void {
  let pending = 0;
  let ink = inkOf(canvas);
  const draw = () => {
    pending = 0;
    const context = canvas.getContext("2d");
    const width = canvas.clientWidth;
    if (!context || width === 0) return;
    const ratio = Math.min(2, devicePixelRatio);
    const [w, h] = [Math.round(width * ratio), RIBBON_PX * ratio];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawRibbon({ context, ink, span: review.span.peek(), width, session: review.session.peek() });
  };
  const later = () => {
    pending ||= requestAnimationFrame(draw);
  };
  const recolour = () => {
    ink = inkOf(canvas);
    later();
  };
  const stop = effect(() => {
    read(review.span, review.session);
    later();
  });
  const watch = new ResizeObserver(later);
  watch.observe(canvas);
  const theme = matchMedia("(prefers-color-scheme: dark)");
  theme.addEventListener("change", recolour);
  void document.fonts.ready.then(later);
  return () => {
    stop();
    cancelAnimationFrame(pending);
    watch.disconnect();
    theme.removeEventListener("change", recolour);
  };
}

/** The line of now, moved without drawing anything again. */
export function keepNow(review: Review, box: HTMLElement, line: HTMLElement, inset = 0): () => void {
  const place = () => {
    const width = box.clientWidth - inset;
    const x = inset + xOf(review.span.value, width, review.player.t.value);
    line.style.transform = `translateX(${Math.round(x * 2) / 2}px)`;
    line.style.visibility = x < inset - 1 || x > inset + width + 1 ? "hidden" : "visible";
  };
  const stop = effect(place);
  const watch = new ResizeObserver(place);
  watch.observe(box);
  return () => {
    stop();
    watch.disconnect();
  };
}

function Zoom({ review }: { review: Review }) {
  const { from, to } = review.span.value;
  const whole = to - from >= review.player.duration - 0.01;
  return (
    <div class="zoom">
      <button type="button" class="button bare tool" aria-label={t("time.far")} title={t("time.far")} disabled={whole} onClick={() => { review.zoom(2); }}>
        <Icon name="zoom_out" />
      </button>
      <button type="button" class="button bare tool" aria-label={t("time.near")} title={`${t("time.near")} (Z)`} onClick={() => { review.zoom(0.5); }}>
        <Icon name="zoom_in" />
      </button>
      <button
        type="button"
        class="button bare tool"
        aria-label={t("time.whole")}
        title={t("time.whole")}
        disabled={whole}
        onClick={() => {
          review.span.value = { from: 0, to: review.player.duration };
        }}
      >
        <Icon name="whole" />
      </button>
    </div>
  );
}

/** The marks of the ribbon with their meaning. */
const LEGEND = [
  ["rep", "M1 2h12v10H1z"],
  ["partial", "M1.5 2.5h11v9h-11z"],
  ["coach", "M2 1l10 4-10 4zM2 1v12"],
  ["safety", "M2 1h9v7H2zM2 1v12"],
  ["cue", "M7 3.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7"],
  ["note", "M3 1h8v12l-4-3.5L3 13z"],
  ["check_in", "M3 1.5h8a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 11V3A1.5 1.5 0 0 1 3 1.5z"],
] as const;

function Legend({ answered }: { answered: boolean }) {
  return (
    <ul class="legend" aria-label={t("time.legend")}>
      {LEGEND.filter(([kind]) => kind !== "check_in" || answered).map(([kind, path]) => (
        <li key={kind} class={`is-${kind}`}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <path d={path} />
          </svg>
          {t(`time.${kind}`)}
        </li>
      ))}
    </ul>
  );
}

/** Where the shown part lies in the whole session. */
function Window({ review }: { review: Review }) {
  const { from, to } = review.span.value;
  const { duration } = review.player;
  return (
    <div class="window" aria-hidden="true">
      <span style={{ left: `${(from / duration) * 100}%`, width: `${((to - from) / duration) * 100}%` }} />
    </div>
  );
}

/** Sets, repetitions, findings, cues, answers and notes over time; dragging over it scrubs. */
export function Timeline({ review }: { review: Review }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!box.current || !canvas.current || !line.current) return undefined;
    const stops = [listen(review, box.current), keepDrawn(review, canvas.current), keepNow(review, box.current, line.current)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [review]);
  const second = useComputed(() => Math.floor(review.player.t.value)).value;
  const end = review.player.duration;
  return (
    <footer class="timeline">
      <div
        ref={box}
        class="ribbon-box"
        role="slider"
        tabIndex={0}
        aria-label={t("time.title")}
        aria-valuemin={0}
        aria-valuemax={Math.floor(end)}
        aria-valuenow={second}
        aria-valuetext={t("time.value", { t: clockOf(second), end: clockOf(end) })}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <span ref={line} class="now-line" />
      </div>
      <Window review={review} />
      <div class="time-foot">
        <Legend answered={review.session.value.check_ins.length > 0} />
        <Zoom review={review} />
      </div>
    </footer>
  );
}
