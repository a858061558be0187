/** Draws the session's ribbon: what was done when, in one band a row. */

import type { ReviewSession } from "../lib/review";
import { ticks, xOf, clockOf, type Span } from "./span";

export const RIBBON_PX = 100;
/** Rows from above: times, sets, repetitions and findings, cues and notes. */
const ROW = { time: 12, set: 20, rep: 44, cue: 77, note: 84 } as const;
const FONT = '12px "Atkinson Hyperlegible Next Variable", sans-serif';

export interface Ink {
  line: string;
  edge: string;
  ink: string;
  quiet: string;
  lead: string;
  coach: string;
  safety: string;
  raised: string;
  ground: string;
  second: string;
}

export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    line: token("line"),
    edge: token("edge"),
    ink: token("ink"),
    quiet: token("quiet"),
    lead: token("lead"),
    coach: token("coach"),
    safety: token("safety"),
    raised: token("raised"),
    ground: token("ground"),
    second: token("second"),
  };
}

interface Page {
  context: CanvasRenderingContext2D;
  ink: Ink;
  span: Span;
  width: number;
  session: ReviewSession;
}

function drawTimes({ context, ink, span, width }: Page): void {
  context.fillStyle = ink.quiet;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const marks = ticks(span, width, 72);
  const places = (marks[1] ?? 1) - (marks[0] ?? 0) < 1 ? 1 : 0;
  for (const t of marks) {
    const x = xOf(span, width, t);
    context.fillRect(x, ROW.time + 6, 1, 4);
    if (x > 16 && x < width - 16) context.fillText(clockOf(t, places), x, ROW.time - 4);
  }
}

/** Sets with their names, as much of them as there is room for. */
function drawSets({ context, ink, span, width, session }: Page): void {
  context.textAlign = "left";
  const names = new Map(session.exercises.map(({ id, name }) => [id, name]));
  for (const set of session.sets) {
    const [a, b] = [xOf(span, width, set.started), xOf(span, width, set.ended)];
    if (b < 0 || a > width) continue;
    const [left, right] = [Math.max(0, a), Math.min(width, b)];
    context.fillStyle = ink.line;
    context.beginPath();
    context.roundRect(left, ROW.set + 2, Math.max(2, right - left - 1), 18, 4);
    context.fill();
    const name = `${set.number} ${names.get(set.exercise) ?? set.exercise}`;
    const room = right - left - 12;
    const text = context.measureText(name).width <= room ? name : String(set.number);
    if (context.measureText(text).width > room + 6) continue;
    context.fillStyle = ink.ink;
    context.fillText(text, left + 6, ROW.set + 12);
  }
}

const TAG_PX = 16;

/** What the patient said stands in the rest after its set: the pain as a number in a tag, a dash without one. */
function drawCheckIns({ context, ink, span, width, session }: Page): void {
  context.textAlign = "center";
  context.lineWidth = 1.2;
  for (const { t, pain } of session.check_ins) {
    const x = xOf(span, width, t);
    if (x < -TAG_PX || x > width + TAG_PX) continue;
    const left = Math.min(Math.max(x, 0), width - TAG_PX);
    context.beginPath();
    context.roundRect(left + 0.5, ROW.set + 2.5, TAG_PX - 1, 17, 4);
    context.fillStyle = ink.raised;
    context.fill();
    context.strokeStyle = ink.second;
    context.stroke();
    context.fillStyle = ink.ink;
    context.fillText(pain === null ? "–" : String(pain), left + TAG_PX / 2, ROW.set + 12);
  }
}

const LEAST_PX = 1.5;

/** A block is a repetition; hollow where it is partial or was taken back. */
function drawReps({ context, ink, span, width, session }: Page): void {
  context.fillStyle = ink.lead;
  context.strokeStyle = ink.quiet;
  context.lineWidth = 1;
  for (const rep of session.reps) {
    const [a, b] = [xOf(span, width, rep.start), xOf(span, width, rep.end)];
    if (b < 0 || a > width) continue;
    const wide = Math.max(LEAST_PX, b - a - 1);
    if (rep.complete && !rep.rejected) context.fillRect(a, ROW.rep + 6, wide, 22);
    else context.strokeRect(a + 0.5, ROW.rep + 6.5, Math.max(1, wide - 1), 21);
  }
  context.fillStyle = ink.second;
  for (const { kind, withdrawn, t } of session.corrections) {
    if (kind !== "rep_added" || withdrawn || t === null) continue;
    context.fillRect(xOf(span, width, t) - 1.5, ROW.rep + 2, 3, 30);
  }
}

/** A flag on a pole for a finding; a square one for safety; hollow where a person disagreed. */
function drawFaults({ context, ink, span, width, session }: Page): void {
  for (const { start, level, agree } of session.faults) {
    const x = Math.round(xOf(span, width, start));
    if (x < -12 || x > width) continue;
    context.fillStyle = context.strokeStyle = level === "safety" ? ink.safety : level === "coach" ? ink.coach : ink.quiet;
    context.lineWidth = 1.2;
    context.fillRect(x, ROW.rep, 1.5, 30);
    context.beginPath();
    if (level === "safety") context.rect(x, ROW.rep - 2, 10, 9);
    else {
      context.moveTo(x, ROW.rep - 2);
      context.lineTo(x + 10, ROW.rep + 2.5);
      context.lineTo(x, ROW.rep + 7);
      context.closePath();
    }
    if (agree === false || level === "note") context.stroke();
    else context.fill();
  }
}

function drawCues({ context, ink, span, width, session }: Page): void {
  for (const { t, from_therapist: human } of session.cues) {
    const x = xOf(span, width, t);
    if (x < -6 || x > width + 6) continue;
    context.beginPath();
    context.arc(x, ROW.cue + 6, 3.2, 0, Math.PI * 2);
    context.fillStyle = context.strokeStyle = ink.quiet;
    context.lineWidth = 1.2;
    if (human) context.fill();
    else context.stroke();
  }
}

/** A ribbon for a bookmark, a bubble for a comment. */
function drawNotes({ context, ink, span, width, session }: Page): void {
  context.fillStyle = ink.second;
  for (const { t, kind } of session.notes) {
    const x = xOf(span, width, t);
    if (x < -8 || x > width + 8) continue;
    context.beginPath();
    if (kind === "bookmark") {
      for (const [dx, dy] of [[-4, 0], [4, 0], [4, 13], [0, 9], [-4, 13]] as const) context.lineTo(x + dx, ROW.note + dy);
    } else context.roundRect(x - 6, ROW.note + 1, 12, 9, 3);
    context.fill();
  }
}

/** Time while the counting was paused, hatched by its paleness and edge. */
function drawPauses({ context, ink, span, width, session }: Page): void {
  context.fillStyle = ink.line;
  context.globalAlpha = 0.5;
  for (const { start, end } of session.pauses) {
    const [a, b] = [xOf(span, width, start), xOf(span, width, end)];
    if (b >= 0 && a <= width) context.fillRect(a, ROW.rep + 15, Math.max(1, b - a), 4);
  }
  context.globalAlpha = 1;
}

/** The whole ribbon; everything but the line of now. */
export function drawRibbon(page: Page): void {
  page.context.clearRect(0, 0, page.width, RIBBON_PX);
  page.context.font = FONT;
  for (const draw of [drawTimes, drawSets, drawCheckIns, drawPauses, drawReps, drawFaults, drawCues, drawNotes]) draw(page);
}
