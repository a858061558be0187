/** Draws a body: which lines there are, and what their look says. */

export type Tone = "plain" | "in_range" | "coach" | "safety" | "unsure";

export interface Badge {
  /** The landmark it stands beside. */
  index: number;
  text: string;
  estimate: boolean;
}

export interface Look {
  /** Landmarks of the limb that is exercised now: drawn thick. */
  limb: ReadonlySet<number>;
  /** The exercised joints: drawn with the mark of the tone. */
  joints: number[];
  tone: Tone;
  /** Dashed where it is only an estimate. */
  estimate: boolean;
  mirrored: boolean;
  skeleton: boolean;
  /** Pale: the body may be elsewhere by now. */
  stale: boolean;
  badges: Badge[];
}

export const PLAIN_LOOK: Look = {
  limb: new Set(),
  joints: [],
  tone: "plain",
  estimate: false,
  mirrored: false,
  skeleton: true,
  stale: false,
  badges: [],
};

const CROSS_LINES: [number, number][] = [
  [11, 12],
  [23, 24],
];
const BONES: [number, number][] = [
  ...CROSS_LINES,
  [11, 23],
  [12, 24],
  [11, 13],
  [13, 15],
  [15, 19],
  [12, 14],
  [14, 16],
  [16, 20],
  [23, 25],
  [25, 27],
  [27, 29],
  [29, 31],
  [27, 31],
  [24, 26],
  [26, 28],
  [28, 30],
  [30, 32],
  [28, 32],
];
const JOINT_MARKS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];

/** Below the first a line is not drawn, below the second it is only an estimate. */
const HIDDEN = 0.25;
const DOUBTFUL = 0.6;

/** The stage's tokens (style/tokens.css, dark): the canvas lies on a picture in either theme. */
export const TONES: Record<Tone, string> = {
  plain: "#F2F0EB",
  in_range: "#6FCF97",
  coach: "#F2B84B",
  safety: "#FF8A80",
  unsure: "#A9B6BC",
};
const CASING = "rgb(10 14 16 / 0.62)";

export interface Dot {
  x: number;
  y: number;
  visibility: number;
}

/** The landmarks in pixels of a canvas of this size. */
export function toDots(points: Float32Array, width: number, height: number, mirrored: boolean): Dot[] {
  const dots: Dot[] = [];
  for (let i = 0; i + 3 < points.length; i += 4) {
    const x = (points[i] ?? 0) * width;
    dots.push({ x: mirrored ? width - x : x, y: (points[i + 1] ?? 0) * height, visibility: points[i + 3] ?? 0 });
  }
  return dots;
}

/** The points of one hand in pixels of a canvas of this size. */
export function handDots(hand: Float32Array, width: number, height: number, mirrored: boolean): Dot[] {
  const dots: Dot[] = [];
  for (let i = 0; i + 1 < hand.length; i += 2) {
    const x = (hand[i] ?? 0) * width;
    dots.push({ x: mirrored ? width - x : x, y: (hand[i + 1] ?? 0) * height, visibility: 1 });
  }
  return dots;
}

interface Stroke {
  from: Dot;
  to: Dot;
  thick: boolean;
  estimate: boolean;
}

/** Which lines are drawn for this body, and how. */
export function strokesOf(dots: Dot[], look: Look): Stroke[] {
  return BONES.flatMap(([a, b]) => {
    const from = dots[a];
    const to = dots[b];
    if (!from || !to) return [];
    const seen = Math.min(from.visibility, to.visibility);
    if (seen < HIDDEN) return [];
    const across = CROSS_LINES.some(([left, right]) => left === a && right === b);
    const thick = !across && look.limb.has(a) && look.limb.has(b);
    return [{ from, to, thick, estimate: seen < DOUBTFUL || (thick && look.estimate) }];
  });
}

type Context = CanvasRenderingContext2D;

function drawStroke(context: Context, stroke: Stroke, unit: number, colour: string): void {
  const width = stroke.thick ? unit * 2.4 : unit;
  context.beginPath();
  context.moveTo(stroke.from.x, stroke.from.y);
  context.lineTo(stroke.to.x, stroke.to.y);
  context.setLineDash([]);
  context.strokeStyle = CASING;
  context.lineWidth = width + unit * 0.9;
  context.stroke();
  context.setLineDash(stroke.estimate ? [width * 1.6, width * 1.6] : []);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/** A ring around the head: as wide as the ears are apart, or as deep as nose and ears from the side. */
export function headOf(dots: Dot[]): { x: number; y: number; radius: number } | null {
  const [nose, left, right] = [dots[0], dots[7], dots[8]];
  if (!nose || !left || !right || nose.visibility < HIDDEN) return null;
  const x = (left.x + right.x) / 2;
  const y = (left.y + right.y) / 2;
  const wide = 0.65 * Math.hypot(left.x - right.x, left.y - right.y);
  const deep = 1.05 * Math.hypot(nose.x - x, nose.y - y);
  return { x, y, radius: Math.max(wide, deep) };
}

function drawHead(context: Context, dots: Dot[], unit: number, colour: string): void {
  const head = headOf(dots);
  if (!head) return;
  context.beginPath();
  context.setLineDash([]);
  context.arc(head.x, head.y, head.radius, 0, Math.PI * 2);
  context.strokeStyle = CASING;
  context.lineWidth = unit * 1.9;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = unit;
  context.stroke();
}

function outline(context: Context, tone: Tone, { x, y }: Dot, r: number): void {
  context.beginPath();
  if (tone === "coach") {
    context.moveTo(x, y - r * 1.3);
    context.lineTo(x + r * 1.3, y);
    context.lineTo(x, y + r * 1.3);
    context.lineTo(x - r * 1.3, y);
    context.closePath();
  } else if (tone === "safety") {
    context.rect(x - r, y - r, r * 2, r * 2);
  } else {
    context.arc(x, y, r, 0, Math.PI * 2);
  }
}

/** The exercised joint: hollow ring, filled disc in range, diamond for a finding, square for safety. */
function drawJoint(context: Context, dot: Dot, look: Look, unit: number): void {
  context.setLineDash([]);
  outline(context, look.tone, dot, unit * 3.4);
  context.fillStyle = look.tone === "plain" || look.tone === "unsure" ? CASING : TONES[look.tone];
  context.fill();
  context.strokeStyle = CASING;
  context.lineWidth = unit * 2.4;
  context.stroke();
  context.strokeStyle = TONES[look.tone];
  context.lineWidth = unit * 1.2;
  context.stroke();
}

function middleOf(dots: Dot[]): number {
  const shoulders = dots.slice(11, 13);
  return shoulders.reduce((sum, { x }) => sum + x, 0) / Math.max(1, shoulders.length);
}

/** On the outer side of the body, which is `middle` pixels from the left. */
function drawBadge(context: Context, badge: Badge, dot: Dot, unit: number, middle: number): void {
  const size = Math.max(14, unit * 6);
  context.font = `600 ${size}px "Atkinson Hyperlegible Next Variable", sans-serif`;
  const width = context.measureText(badge.text).width + size;
  const height = size * 1.6;
  const x = dot.x >= middle ? dot.x + unit * 6 : dot.x - unit * 6 - width;
  context.beginPath();
  context.roundRect(x, dot.y - height / 2, width, height, height / 2);
  context.fillStyle = "rgb(20 25 28 / 0.86)";
  context.fill();
  context.setLineDash(badge.estimate ? [4, 4] : []);
  context.strokeStyle = TONES[badge.estimate ? "unsure" : "plain"];
  context.lineWidth = 1.5;
  context.stroke();
  context.fillStyle = TONES.plain;
  context.textBaseline = "middle";
  context.fillText(badge.text, x + size / 2, dot.y + size * 0.05);
}

/** One body on a clean canvas, in CSS pixels. */
export function drawBody(context: Context, dots: Dot[], look: Look, height: number): void {
  const unit = Math.max(1.6, height / 260);
  context.globalAlpha = look.stale ? 0.4 : 1;
  context.lineCap = context.lineJoin = "round";
  const rest = TONES[look.tone === "unsure" ? "unsure" : "plain"];
  const seen = (index: number) => dots.slice(index, index + 1).filter(({ visibility }) => visibility >= HIDDEN);
  if (look.skeleton) {
    const strokes = strokesOf(dots, look).sort((a, b) => Number(a.thick) - Number(b.thick));
    drawHead(context, dots, unit, rest);
    for (const stroke of strokes) drawStroke(context, stroke, unit, stroke.thick ? TONES[look.tone] : rest);
    context.fillStyle = rest;
    for (const dot of JOINT_MARKS.flatMap(seen)) drawDot(context, dot, unit);
    for (const dot of look.joints.flatMap(seen)) drawJoint(context, dot, look, unit);
  }
  const middle = middleOf(dots);
  for (const badge of look.badges) for (const dot of seen(badge.index)) drawBadge(context, badge, dot, unit, middle);
}

/** Knuckle lines across the palm, then each finger from the palm to its tip. */
const HAND_BONES: [number, number][] = [
  ...([[0, 5], [5, 9], [9, 13], [13, 17], [17, 0], [0, 1]] satisfies [number, number][]),
  ...[1, 5, 9, 13, 17].flatMap((base): [number, number][] => [0, 1, 2].map((i) => [base + i, base + i + 1])),
];
const FINGERTIPS = [4, 8, 12, 16, 20];

/** One hand over the body, thinner than it: fingers are near together. */
export function drawHand(context: Context, dots: Dot[], look: Look, height: number): void {
  if (!look.skeleton) return;
  const unit = Math.max(1.2, height / 420);
  const colour = TONES[look.tone];
  context.globalAlpha = look.stale ? 0.4 : 1;
  for (const [a, b] of HAND_BONES) {
    const [from, to] = [dots[a], dots[b]];
    if (from && to) drawStroke(context, { from, to, thick: false, estimate: look.estimate }, unit, colour);
  }
  context.fillStyle = colour;
  for (const tip of FINGERTIPS) for (const dot of dots.slice(tip, tip + 1)) drawDot(context, dot, unit * 1.4);
}

function drawDot(context: Context, dot: Dot, unit: number): void {
  context.beginPath();
  context.arc(dot.x, dot.y, unit * 1.3, 0, Math.PI * 2);
  context.fill();
}
