/** What is drawn over the picture beside the skeleton: the ghost and the centre of mass. Pure. */

type Points = Float32Array;

interface Spot {
  x: number;
  y: number;
}

const SEEN = 0.5;

function spot(points: Points, index: number): Spot & { v: number } {
  return { x: points[index * 4] ?? 0, y: points[index * 4 + 1] ?? 0, v: points[index * 4 + 3] ?? 0 };
}

function middle(points: Points, a: number, b: number): Spot & { v: number } {
  const [one, other] = [spot(points, a), spot(points, b)];
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, v: Math.min(one.v, other.v) };
}

/** Segments by landmarks: from, to, share of the body's mass, place of its centre from the near end.
 * Winter, Biomechanics and Motor Control of Human Movement, 4th ed., table 4.1; forearm with hand. */
const LIMBS: [number, number, number, number][] = [11, 12].flatMap((shoulder): [number, number, number, number][] => [
  [shoulder, shoulder + 2, 0.028, 0.436],
  [shoulder + 2, shoulder + 4, 0.022, 0.682],
  [shoulder + 12, shoulder + 14, 0.1, 0.433],
  [shoulder + 14, shoulder + 16, 0.0465, 0.433],
  [shoulder + 18, shoulder + 20, 0.0145, 0.5],
]);
const TRUNK = 0.497;
const HEAD = 0.081;

export interface Mass extends Spot {
  /** Where the line ends: the lower foot. */
  floor: number;
}

/** The body's centre of mass in the picture (shares of its width and height), estimated from landmarks; null
 * where too little of the body is seen for that. */
export function massOf(points: Points): Mass | null {
  const shoulders = middle(points, 11, 12);
  const hips = middle(points, 23, 24);
  const ears = middle(points, 7, 8);
  const legs = [25, 26, 27, 28].map((index) => spot(points, index));
  if (Math.min(shoulders.v, hips.v, ...legs.map(({ v }) => v)) < SEEN) return null;
  let x = TRUNK * ((shoulders.x + hips.x) / 2) + HEAD * ears.x;
  let y = TRUNK * ((shoulders.y + hips.y) / 2) + HEAD * ears.y;
  for (const [from, to, mass, at] of LIMBS) {
    const [near, far] = [spot(points, from), spot(points, to)];
    x += mass * (near.x + (far.x - near.x) * at);
    y += mass * (near.y + (far.y - near.y) * at);
  }
  return { x, y, floor: Math.max(...[27, 28, 29, 30, 31, 32].map((index) => spot(points, index).y)) };
}

function trunk(points: Points): { hips: Spot; length: number } {
  const [shoulders, hips] = [middle(points, 11, 12), middle(points, 23, 24)];
  return { hips, length: Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y) };
}

function feet(points: Points): Spot {
  return middle(points, 27, 28);
}

/** The ghost stood where the body stands, as large as it is: feet on feet, trunk as long as trunk. */
export function placedOn(ghost: Points, body: Points): Points {
  const [from, to] = [trunk(ghost), trunk(body)];
  const scale = from.length > 0.02 && to.length > 0.02 ? Math.min(1.6, Math.max(0.6, to.length / from.length)) : 1;
  const [a, b] = [feet(ghost), feet(body)];
  return ghost.map((value, i) => {
    if (i % 4 === 0) return b.x + (value - a.x) * scale;
    return i % 4 === 1 ? b.y + (value - a.y) * scale : value;
  });
}
