/** A free-hand pen on a frozen picture. Points are shares of the picture's width and height. Pure. */

export interface Spot {
  x: number;
  y: number;
}
export type Stroke = readonly Spot[];

/** A hand that rests draws no heap of points. */
const LEAST = 0.002;

export const begun = (strokes: readonly Stroke[], at: Spot): Stroke[] => [...strokes, [at]];

/** The stroke that is being drawn goes on to here. */
export function extended(strokes: readonly Stroke[], at: Spot): readonly Stroke[] {
  const last = strokes.at(-1);
  const end = last?.at(-1);
  if (!last || !end || Math.hypot(at.x - end.x, at.y - end.y) < LEAST) return strokes;
  return [...strokes.slice(0, -1), [...last, at]];
}

export const undone = (strokes: readonly Stroke[]): readonly Stroke[] => strokes.slice(0, -1);

/** Where the pointer is in the picture; one beside it is at its edge. */
export function spotOf(pointer: Spot, picture: { left: number; top: number; width: number; height: number }): Spot {
  const share = (at: number, from: number, size: number) => Math.min(1, Math.max(0, (at - from) / size));
  return { x: share(pointer.x, picture.left, picture.width), y: share(pointer.y, picture.top, picture.height) };
}

const COLOUR = "#F2B84B";
const CASING = "rgb(10 14 16 / 0.7)";

/** Every stroke with a dark edge, so that it shows on any picture. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], width: number, height: number): void {
  context.setLineDash([]);
  context.lineCap = context.lineJoin = "round";
  for (const [colour, thick] of [[CASING, height / 70], [COLOUR, height / 130]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(2, thick);
    for (const stroke of strokes) {
      context.beginPath();
      stroke.forEach(({ x, y }) => {
        context.lineTo(x * width, y * height);
      });
      const [first] = stroke;
      if (first && stroke.length === 1) context.lineTo(first.x * width + 0.1, first.y * height); // a dot
      context.stroke();
    }
  }
}
