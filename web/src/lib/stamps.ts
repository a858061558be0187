/**
 * Which RTP timestamp each of the patient's own pictures was sent under.
 *
 * The preview tells when a picture was captured, the sender's transform which timestamps went out. Both
 * clocks run evenly, so their difference is one constant: the difference that occurs most often.
 */

const REMEMBERED = 90;
const ENOUGH = 12;
const LONGEST_ENCODING_MS = 250;
const BIN_MS = 1;
const TICKS_PER_MS = 90;

export interface SentStamp {
  rtp: number;
  /** Milliseconds on the page's clock (since its time origin) when the encoder gave the picture out. */
  at: number;
}

function mostCommon(differences: number[]): number | null {
  const bins = new Map<number, number[]>();
  for (const value of differences) {
    const bin = Math.round(value / BIN_MS);
    bins.set(bin, [...(bins.get(bin) ?? []), value]);
  }
  let best: number[] = [];
  for (const bin of bins.keys()) {
    const around = [bin - 1, bin, bin + 1].flatMap((near) => bins.get(near) ?? []);
    if (around.length > best.length) best = around;
  }
  return best.length < ENOUGH ? null : best.reduce((sum, value) => sum + value, 0) / best.length;
}

export class StampMap {
  #sent: SentStamp[] = [];
  #captured: number[] = [];
  #offset: number | null = null;
  #unsure = 0;

  sent(stamp: SentStamp): void {
    this.#sent.push(stamp);
    if (this.#sent.length > REMEMBERED) this.#sent.shift();
  }

  /** `captureTime` of a preview picture, milliseconds on the page's clock. */
  captured(captureTime: number): void {
    this.#captured.push(captureTime);
    if (this.#captured.length > REMEMBERED) this.#captured.shift();
    this.#unsure += 1;
    if (this.#unsure >= (this.#offset === null ? 10 : 60)) this.#settle();
  }

  /** Null until enough pictures were seen on both sides. */
  rtpOf(captureTime: number): number | null {
    if (this.#offset === null) return null;
    return Math.round((captureTime + this.#offset) * TICKS_PER_MS) >>> 0;
  }

  #settle(): void {
    this.#unsure = 0;
    const differences = this.#sent.flatMap(({ rtp, at }) =>
      this.#captured
        .filter((capture) => at >= capture && at - capture <= LONGEST_ENCODING_MS)
        .map((capture) => rtp / TICKS_PER_MS - capture),
    );
    this.#offset = mostCommon(differences) ?? this.#offset;
  }
}
