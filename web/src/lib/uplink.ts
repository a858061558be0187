/**
 * What the patient's camera sends over a poor uplink, chosen for poses: they are judged at most 15 times a second, so
 * every other picture goes first, and the size only when that is not enough. Pure.
 */

export interface Sent {
  /** Pictures a second at most. */
  fps: number;
  /** The camera's width and height are divided by it. */
  scale: number;
}

export interface Uplink {
  /** Into `STEPS`. */
  step: number;
  /** Looks in a row at which there was room for the next better step. */
  room: number;
}

/** `kbits`: what the step needs of the line. */
export const STEPS: readonly (Sent & { kbits: number })[] = [
  { kbits: 450, fps: 30, scale: 1 },
  { kbits: 220, fps: 15, scale: 1 },
  { kbits: 120, fps: 15, scale: 1.5 },
  { kbits: 0, fps: 12, scale: 2 },
];
export const GOOD: Uplink = { step: 0, room: 0 };

/** From this step on the patient is told. */
const WEAK_STEP = 2;
/** The next better step is taken after so many looks with a third more than it needs. */
const ROOM_LOOKS = 4;
const MARGIN = 1.33;

/** After a look at the line; `kbits` null: nobody knows. Down at once, up one step and only after a while. */
export function look(before: Uplink, kbits: number | null): Uplink {
  if (kbits === null) return before;
  const fits = STEPS.findIndex((step) => kbits >= step.kbits);
  if (fits > before.step) return { step: fits, room: 0 };
  const better = STEPS[before.step - 1];
  const room = better && kbits >= MARGIN * better.kbits ? before.room + 1 : 0;
  return room >= ROOM_LOOKS ? { step: before.step - 1, room: 0 } : { step: before.step, room };
}

export function sentAt({ step }: Uplink): Sent {
  const { fps, scale } = STEPS[step] ?? { fps: 30, scale: 1 };
  return { fps, scale };
}

export function isWeak({ step }: Uplink): boolean {
  return step >= WEAK_STEP;
}

/** Kilobits a second that the browser thinks it can send; null where it does not say. */
export function kbitsOf(report: Iterable<[string, unknown]>): number | null {
  for (const [, entry] of report) {
    const stats = entry as RTCIceCandidatePairStats;
    if (stats.type !== "candidate-pair" || !stats.nominated) continue;
    if (stats.availableOutgoingBitrate) return stats.availableOutgoingBitrate / 1000;
  }
  return null;
}
