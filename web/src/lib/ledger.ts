/** Counts how often the overlay was on the picture it belongs to. */

const REMEMBERED = 300;

export class FrameLedger {
  presented = 0;
  /** Of the presented pictures, how many carried an RTP timestamp. */
  stamped = 0;
  /** The pose of this very picture was drawn when the picture appeared. */
  matched = 0;
  /** It came while the picture was still up, and was drawn then. */
  corrected = 0;
  /** It came when another picture was up already. */
  late = 0;
  #waiting = new Set<number>();
  #current: number | null = null;

  shown(rtp: number | null, exact: boolean): void {
    this.presented += 1;
    this.#current = rtp;
    if (rtp === null) return;
    this.stamped += 1;
    if (exact) this.matched += 1;
    else this.#remember(rtp);
  }

  /** True when the pose belongs to the picture that is up now and should be drawn at once. */
  arrived(rtp: number): boolean {
    if (!this.#waiting.delete(rtp)) return false;
    const now = rtp === this.#current;
    if (now) this.corrected += 1;
    else this.late += 1;
    return now;
  }

  #remember(rtp: number): void {
    this.#waiting.add(rtp);
    if (this.#waiting.size <= REMEMBERED) return;
    for (const oldest of this.#waiting) {
      this.#waiting.delete(oldest);
      return;
    }
  }
}
