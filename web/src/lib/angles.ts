/** The joints' angles as they look in the picture: what lies towards the camera is not in them. Pure. */

import type { Badge, Dot } from "./skeleton";
import { figure } from "./units";

/** Joint, the two points its limbs lead to, and whether 0° is the straight limb (else: the limb beside the trunk). */
const JOINTS: [joint: number, one: number, other: number, straight: boolean][] = [0, 1].flatMap((side): [number, number, number, boolean][] => [
  [11 + side, 13 + side, 23 + side, false],
  [13 + side, 11 + side, 15 + side, true],
  [23 + side, 11 + side, 25 + side, true],
  [25 + side, 23 + side, 27 + side, true],
]);
/** All three points have to be seen well. */
const SEEN = 0.6;

/** Degrees at `joint` between the lines to the two others; null where they lie on one another. */
export function between(joint: Dot, one: Dot, other: Dot): number | null {
  const [a, b] = [one, other].map(({ x, y }) => ({ x: x - joint.x, y: y - joint.y }));
  const lengths = a && b ? Math.hypot(a.x, a.y) * Math.hypot(b.x, b.y) : 0;
  if (!a || !b || lengths === 0) return null;
  const cosine = (a.x * b.x + a.y * b.y) / lengths;
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}

/** A badge for every joint that is seen, but those that were measured. */
export function anglesOf(dots: readonly Dot[], measured: readonly Badge[]): Badge[] {
  const taken = new Set(measured.map(({ index }) => index));
  return JOINTS.flatMap(([index, one, other, straight]) => {
    const [joint, a, b] = [dots[index], dots[one], dots[other]];
    if (taken.has(index) || !joint || !a || !b || Math.min(joint.visibility, a.visibility, b.visibility) < SEEN) return [];
    const inner = between(joint, a, b);
    if (inner === null) return [];
    return [{ index, text: `≈ ${figure(straight ? 180 - inner : inner, "deg")}`, estimate: true }];
  });
}
