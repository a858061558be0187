/** The frozen picture of the patient: taken from the screen, drawn on, kept or thrown away. */

import { signal } from "@preact/signals";

import { anglesOf } from "../lib/angles";
import type { Answer } from "../lib/entrance";
import { linkOf } from "../lib/link";
import { drawStrokes, undone, type Stroke } from "../lib/pen";
import type { Session } from "../lib/session";
import { drawBody, type Dot, type Look } from "../lib/skeleton";
import { keepStill } from "../lib/stills";
import { t } from "../texts";
import { layers } from "../parts/Tools";
import { lookNow } from "./look";

export interface Frozen {
  /** Session seconds. */
  t: number;
  picture: HTMLCanvasElement;
  /** In pixels of the picture; empty where nobody was seen. */
  dots: Dot[];
  look: Look;
}

export const frozen = signal<Frozen | null>(null);
export const strokes = signal<readonly Stroke[]>([]);

export function throwAway(): void {
  frozen.value = null;
  strokes.value = [];
}

/** What is on the screen now; nothing while there is no picture. */
function taken(session: Session): Frozen | null {
  const shown = session.overlay?.shown;
  if (!shown || shown.video.videoWidth === 0) return null;
  const { videoWidth: width, videoHeight: height } = shown.video;
  const picture = Object.assign(document.createElement("canvas"), { width, height });
  picture.getContext("2d")?.drawImage(shown.video, 0, 0, width, height);
  const scale = width / Math.max(1, shown.width);
  const dots = (shown.drawn?.points ?? []).map((dot) => ({ ...dot, x: dot.x * scale, y: dot.y * scale }));
  const look = lookNow(session);
  return { t: shown.drawn?.t ?? session.now.peek() ?? 0, picture, dots, look: { ...look, badges: [...look.badges, ...anglesOf(dots, look.badges)] } };
}

/** Freezes; goes on, when nothing was drawn that would be lost. */
export function toggleFreeze(session: Session): void {
  if (!frozen.peek()) frozen.value = taken(session);
  else if (strokes.peek().length === 0) throwAway();
}

export function undo(): void {
  strokes.value = undone(strokes.peek());
}

/** Picture, body, angles and pen, in this order. Without the picture the body stands on dark ground. */
export function compose(canvas: HTMLCanvasElement, at: Frozen, drawn: readonly Stroke[], withPicture: boolean): void {
  const { width, height } = at.picture;
  const context = canvas.getContext("2d");
  Object.assign(canvas, { width, height });
  if (!context) return;
  context.fillStyle = "#0e1214";
  context.fillRect(0, 0, width, height);
  if (withPicture) context.drawImage(at.picture, 0, 0);
  const look = { ...at.look, badges: layers.angles.value ? at.look.badges : [], skeleton: layers.skeleton.value };
  if (at.dots.length > 0) drawBody(context, at.dots, look, height);
  context.globalAlpha = 1;
  drawStrokes(context, drawn, width, height);
}

/** With the patient's picture only while they have agreed to be recorded. */
export function withPicture(session: Session): boolean {
  return session.view.value.recording?.state === "on";
}

export async function keep(session: Session, text: string): Promise<Answer<null>> {
  const at = frozen.peek();
  if (!at) return { ok: true, value: null };
  const picture = withPicture(session);
  const canvas = document.createElement("canvas");
  compose(canvas, at, strokes.peek(), picture);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, "image/webp", 0.85);
  });
  if (!blob) return { ok: false, text: t("landing.failed"), status: 0 };
  const answer = await keepStill(linkOf(location), { t: at.t, text: text.trim(), picture }, blob);
  if (answer.ok) throwAway();
  return answer;
}
