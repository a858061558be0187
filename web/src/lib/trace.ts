/** The last seconds of the primary signal of each side. */

import type { Signal } from "./messages";
import type { SideName } from "./state";

const KEEP_S = 30;

export interface Track {
  t: number[];
  value: number[];
}

export class Trace {
  #tracks = new Map<SideName, Track>();

  /** Samples come in order of time; one that does not rise is dropped. */
  add(signal: Signal): void {
    const track = this.#tracks.get(signal.side) ?? { t: [], value: [] };
    this.#tracks.set(signal.side, track);
    for (const [t, value] of signal.samples) {
      if (t <= (track.t.at(-1) ?? -Infinity)) continue;
      track.t.push(t);
      track.value.push(value);
    }
    const first = track.t.findIndex((t) => t >= (track.t.at(-1) ?? 0) - KEEP_S);
    track.t.splice(0, first);
    track.value.splice(0, first);
  }

  clear(): void {
    this.#tracks.clear();
  }

  get sides(): SideName[] {
    return [...this.#tracks.keys()];
  }

  track(side: SideName): Track {
    return this.#tracks.get(side) ?? { t: [], value: [] };
  }

  get newest(): number | null {
    const ends = [...this.#tracks.values()].map((track) => track.t.at(-1) ?? -Infinity);
    return ends.length > 0 ? Math.max(...ends) : null;
  }
}
