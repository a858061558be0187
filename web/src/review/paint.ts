/** Paints the layers of the moment that is on screen. */

import { jointsOf } from "../lib/look";
import type { ReviewExercise, ReviewRep } from "../lib/review";
import { drawBody, drawHand, handDots, PLAIN_LOOK, toDots, TONES, type Badge, type Dot, type Look, type Tone } from "../lib/skeleton";
import type { SideName } from "../lib/state";
import { figure } from "../lib/units";
import { massOf, placedOn, type Mass } from "./body";
import type { Found } from "./frames";
import { bestOf, samePhase, traceOf } from "./reps";
import type { Review } from "./review";
import { begunBy } from "./span";

const GHOST = "#CDA6EA";
const CASING = "rgb(10 14 16 / 0.62)";
/** A value of the signal further from the picture than this is another moment's. */
const VALUE_S = 0.1;

function valueAt(review: Review, set: number, side: string, t: number): number | null {
  const points = traceOf(review.traces.peek(), set, side)?.points ?? [];
  const after = begunBy(
    points.map(([at]) => at),
    t + 0.0015,
  );
  const near = points[after - 1];
  return near && t - near[0] <= VALUE_S ? near[1] : null;
}

function toneAt(review: Review, t: number, reached: boolean): Tone {
  const faults = review.session.peek().faults.filter((fault) => fault.start <= t && t <= fault.end && fault.agree !== false);
  if (faults.some(({ level }) => level === "safety")) return "safety";
  if (faults.some(({ level }) => level === "coach")) return "coach";
  return reached ? "in_range" : "plain";
}

interface Moment {
  exercise: ReviewExercise;
  side: SideName;
  value: number | null;
  /** Green and solid only with this. */
  measured: boolean;
  estimate: boolean;
}

/** What the judge knew at `t`; null outside of the sets. */
function momentAt(review: Review, t: number): Moment | null {
  const set = review.session.peek().sets.findLast((one) => one.started <= t + 0.0005 && t <= one.ended + 0.0005);
  const exercise = set ? review.exerciseOf(set.number) : null;
  if (!set || !exercise) return null;
  const now = repDuring(review, t);
  const side = now?.side ?? set.side;
  const value = now?.quality === "not_assessable" ? null : valueAt(review, set.number, side, t);
  const measured = now?.quality === "measured";
  return { exercise, side, value, measured, estimate: now !== null && !measured };
}

function repDuring(review: Review, t: number): ReviewRep | null {
  return review.reps.peek().findLast((rep) => rep.start <= t + 0.0005 && t <= rep.end + 0.0005) ?? null;
}

function reached({ exercise: { rest_value: rest, target_value: target }, value, measured }: Moment): boolean {
  if (!measured || value === null) return false;
  return target >= rest ? value >= target : value <= target;
}

function badgesOf({ exercise, side, value, measured }: Moment): Badge[] {
  const index = jointsOf(exercise.joint, side)[0];
  if (index === undefined) return [];
  const text = value === null ? "–" : `${measured ? "" : "≈ "}${figure(value, exercise.unit)}`;
  return [{ index, text, estimate: !measured }];
}

/** What the body looks like: the exercised limb, its colour and the value at its joint. */
function lookAt(review: Review, found: Found, paused: boolean): Look {
  const layers = review.layers.peek();
  const moment = momentAt(review, found.t);
  const stale = paused && found.fit === "between";
  const plain: Look = { ...PLAIN_LOOK, skeleton: layers.skeleton, stale, tone: found.sure ? "plain" : "unsure" };
  if (!moment) return plain;
  const { exercise, side, estimate } = moment;
  return {
    ...plain,
    limb: new Set(exercise.landmarks.filter((index) => side === "both" || (index % 2 === 1) === (side === "left"))),
    joints: jointsOf(exercise.joint, side),
    tone: found.sure ? toneAt(review, found.t, reached(moment)) : "unsure",
    estimate,
    badges: layers.angles ? badgesOf(moment) : [],
  };
}

type Context = CanvasRenderingContext2D;

const GHOST_LINES: number[][] = [
  [11, 13, 15],
  [12, 14, 16],
  [11, 12, 24, 23, 11],
  [23, 25, 27, 31],
  [24, 26, 28, 32],
];

function drawGhost(context: Context, dots: Dot[], unit: number): void {
  context.setLineDash([unit * 3, unit * 2.2]);
  context.lineWidth = unit * 1.3;
  context.strokeStyle = GHOST;
  for (const line of GHOST_LINES) {
    context.beginPath();
    for (const index of line) {
      const dot = dots[index];
      if (dot) context.lineTo(dot.x, dot.y);
    }
    context.stroke();
  }
  context.setLineDash([]);
}

/** A dashed plumb line from a cross in a ring: dashed as every estimate is. */
function drawMass(context: Context, mass: Mass, width: number, height: number, unit: number): void {
  const [x, y, floor] = [mass.x * width, mass.y * height, mass.floor * height];
  const ring = unit * 3.6;
  const strokes = () => {
    context.beginPath();
    context.moveTo(x, y + ring);
    context.lineTo(x, floor);
    context.moveTo(x - ring * 1.6, floor);
    context.lineTo(x + ring * 1.6, floor);
    context.stroke();
    context.beginPath();
    context.arc(x, y, ring, 0, Math.PI * 2);
    context.stroke();
  };
  context.strokeStyle = CASING;
  context.lineWidth = unit * 2.6;
  strokes();
  context.setLineDash([unit * 2.4, unit * 2]);
  context.strokeStyle = TONES.plain;
  context.lineWidth = unit * 1.2;
  strokes();
  context.setLineDash([]);
}

/** The best repetition's body at the phase of the present one, stood on the patient's feet. */
function ghostAt(review: Review, found: Found): Float32Array | null {
  const rep = repDuring(review, found.t);
  const best = rep && bestOf(review.session.peek(), rep);
  if (!rep || !best || best.id === rep.id) return null;
  const at = samePhase(rep, best, found.t);
  review.poses.want(at);
  const other = review.poses.at(at);
  return other && placedOn(other.points, found.points);
}

export interface Painted {
  t: number;
  fit: Found["fit"];
}

/** Sized to the screen's own pixels, and clean. */
function cleared(canvas: HTMLCanvasElement): Context | null {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  if (!context || width === 0) return null;
  const ratio = Math.min(2, devicePixelRatio);
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Draws the body of the picture at `t`; what was drawn, or null where there is none. */
export function paint(review: Review, canvas: HTMLCanvasElement, t: number | null): Painted | null {
  const context = cleared(canvas);
  const found = t === null ? null : review.poses.at(t);
  if (!context || !found) return null;
  const { clientWidth: width, clientHeight: height } = canvas;
  const unit = Math.max(1.6, height / 260);
  const layers = review.layers.peek();
  context.globalAlpha = 1;
  context.lineCap = context.lineJoin = "round";
  const ghost = layers.ghost ? ghostAt(review, found) : null;
  if (ghost) drawGhost(context, toDots(ghost, width, height, false), unit);
  const look = lookAt(review, found, !review.player.playing.peek());
  drawBody(context, toDots(found.points, width, height, false), look, height);
  for (const hand of found.hands) drawHand(context, handDots(hand, width, height, false), look, height);
  const mass = layers.mass ? massOf(found.points) : null;
  context.globalAlpha = 1;
  if (mass) drawMass(context, mass, width, height, unit);
  return { t: found.t, fit: found.fit };
}
