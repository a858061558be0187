/** How long the patient's picture is held back so that its pose is there when it is shown. */

const STEP_MS = 40;
export const LEAST_MS = 120;
export const MOST_MS = 320;
/** Fewer poses than this say nothing yet. */
const ENOUGH = 20;

export interface Tally {
  matched: number;
  corrected: number;
  late: number;
}

function since(now: Tally, before: Tally): Tally {
  return {
    matched: now.matched - before.matched,
    corrected: now.corrected - before.corrected,
    late: now.late - before.late,
  };
}

/**
 * Decides the delay from how many poses came in time: up by 40 ms when more than 4 % came too late, down when
 * none did for three looks in a row. Look every few seconds.
 */
export class Buffer {
  ms = LEAST_MS;
  #before: Tally = { matched: 0, corrected: 0, late: 0 };
  #clean = 0;

  look(now: Tally): number {
    const { matched, corrected, late } = since(now, this.#before);
    const poses = matched + corrected + late;
    if (poses < ENOUGH) return this.ms;
    this.#before = { matched: now.matched, corrected: now.corrected, late: now.late };
    const share = (corrected + late) / poses;
    this.#clean = share === 0 ? this.#clean + 1 : 0;
    if (share > 0.04) this.ms = Math.min(MOST_MS, this.ms + STEP_MS);
    else if (this.#clean >= 3) this.#lower();
    return this.ms;
  }

  #lower(): void {
    this.#clean = 0;
    this.ms = Math.max(LEAST_MS, this.ms - STEP_MS);
  }
}
