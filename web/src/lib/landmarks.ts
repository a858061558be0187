/** The binary frames of the session's WebSocket: what was seen in one picture (design.md, section 4). */

export const LANDMARK_COUNT = 33;
const VERSION = 1;
const HEADER_BYTES = 12;
const BODY_BYTES = LANDMARK_COUNT * 8;
/** Points of one hand, x and y each. */
export const HAND_POINTS = 21;
const HAND_BYTES = HAND_POINTS * 4;
const FULL_SCALE = 32767;
const FOUND = 1;
const SURE = 2;
const TWO_PEOPLE = 4;
const HANDS = [8, 16]; // left, right

export interface PoseFrame {
  sequence: number;
  /** 90 kHz, unsigned 32 bit: the timestamp of the picture this pose was seen in. */
  rtp: number;
  /** Seconds of session time. */
  t: number;
  /** False while it is not certain that this body is the patient's. */
  sure: boolean;
  twoPeople: boolean;
  /** x, y, z, visibility of each landmark, x and y as shares of the picture; null when nobody was found. */
  points: Float32Array | null;
  /** The patient's hands that were looked for and found: x and y of 21 points each. */
  hands: Float32Array[];
}

function handsIn(flags: number): number {
  return HANDS.filter((flag) => (flags & flag) !== 0).length;
}

/** How long a frame with these flags is. */
export function frameBytes(flags: number): number {
  return (flags & FOUND) === 0 ? HEADER_BYTES : HEADER_BYTES + BODY_BYTES + handsIn(flags) * HAND_BYTES;
}

function readHand(view: DataView, which: number): Float32Array {
  const start = HEADER_BYTES + BODY_BYTES + which * HAND_BYTES;
  return Float32Array.from({ length: HAND_POINTS * 2 }, (_, i) => view.getInt16(start + i * 2, true) / FULL_SCALE);
}

function readPoints(view: DataView): Float32Array {
  const points = new Float32Array(LANDMARK_COUNT * 4);
  for (let i = 0; i < points.length; i += 1) {
    points[i] = view.getInt16(HEADER_BYTES + i * 2, true) / FULL_SCALE;
  }
  return points;
}

/** Null for anything that is not a frame of this version. */
export function decodePose(buffer: ArrayBuffer): PoseFrame | null {
  if (buffer.byteLength < HEADER_BYTES) return null;
  const view = new DataView(buffer);
  const flags = view.getUint8(1);
  const found = (flags & FOUND) !== 0;
  if (view.getUint8(0) !== VERSION || buffer.byteLength !== frameBytes(flags)) return null;
  return {
    sequence: view.getUint16(2, true),
    rtp: view.getUint32(4, true),
    t: view.getUint32(8, true) / 1000,
    sure: (flags & SURE) !== 0,
    twoPeople: (flags & TWO_PEOPLE) !== 0,
    points: found ? readPoints(view) : null,
    hands: found ? Array.from({ length: handsIn(flags) }, (_, which) => readHand(view, which)) : [],
  };
}
