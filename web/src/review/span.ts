/** The geometry of the timeline: which seconds are on screen, and where. Pure. */

/** The part of the session that is on screen, in seconds. */
export interface Span {
  from: number;
  to: number;
}

/** Nearer than this nobody needs to look: a frame is 33 ms. */
const LEAST_S = 1;

/** The same width, moved into the session; never wider than it. */
export function within(span: Span, duration: number): Span {
  const whole = Math.max(duration, LEAST_S);
  const width = Math.min(whole, Math.max(LEAST_S, span.to - span.from));
  const from = Math.min(Math.max(0, span.from), whole - width);
  return { from, to: from + width };
}

/** `factor` below 1 goes nearer; the moment `at` stays where it is on screen. */
export function zoomed(span: Span, at: number, factor: number, duration: number): Span {
  const width = span.to - span.from;
  const wanted = Math.min(Math.max(duration, LEAST_S), Math.max(LEAST_S, width * factor));
  const share = width > 0 ? (at - span.from) / width : 0.5;
  const from = at - share * wanted;
  return within({ from, to: from + wanted }, duration);
}

export function moved(span: Span, by: number, duration: number): Span {
  return within({ from: span.from + by, to: span.to + by }, duration);
}

/** The same span where `t` is in it; else one with `t` a fifth from its start. */
export function following(span: Span, t: number, duration: number): Span {
  if (t >= span.from && t <= span.to) return span;
  const width = span.to - span.from;
  return within({ from: t - width / 5, to: t + (width * 4) / 5 }, duration);
}

export function xOf(span: Span, width: number, t: number): number {
  return ((t - span.from) / (span.to - span.from)) * width;
}

export function tOf(span: Span, width: number, x: number): number {
  return span.from + (width > 0 ? x / width : 0) * (span.to - span.from);
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Round moments at least `least` pixels apart. */
export function ticks(span: Span, width: number, least: number): number[] {
  const seconds = ((span.to - span.from) / Math.max(1, width)) * least;
  const step = STEPS.find((one) => one >= seconds) ?? 3600;
  const first = Math.ceil(span.from / step - 1e-9);
  const count = Math.floor(span.to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** `4:07`, `1:04:07`; with tenths or thousandths where `places` says so. */
export function clockOf(seconds: number, places = 0): string {
  const scale = 10 ** places;
  const rounded = Math.floor(Math.max(0, seconds) * scale + 1e-6) / scale;
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor(rounded / 60) % 60;
  const rest = (rounded % 60).toFixed(places).padStart(places > 0 ? places + 3 : 2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** How many of these, in the order of `start`, begin at or before `t`. */
export function begunBy(starts: readonly number[], t: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
