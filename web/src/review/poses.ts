/** Brings the session's poses as they are needed, half a minute at a time. */

import type { PoseFrame } from "../lib/landmarks";
import { FrameList, framesOf, type Found } from "./frames";

export const CHUNK_S = 30;
/** An hour is 120 chunks of about 300 kB: a third of them stay. */
const KEPT = 40;
const AT_ONCE = 2;

export type Fetcher = (from: number, to: number) => Promise<ArrayBuffer | null>;

export class Poses {
  readonly #fetch: Fetcher;
  readonly #chunks = new Map<number, FrameList>();
  readonly #asked = new Set<number>();
  readonly #waiting: number[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(fetcher: Fetcher) {
    this.#fetch = fetcher;
  }

  /** Called when more poses have come; returns what stops it. */
  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for the poses around `t`; the newest wish is served first. */
  want(t: number): void {
    const chunk = Math.floor(t / CHUNK_S);
    const beside = t % CHUNK_S > CHUNK_S / 2 ? chunk + 1 : chunk - 1;
    for (const number of [beside, chunk]) {
      if (number < 0 || this.#chunks.has(number) || this.#asked.has(number)) continue;
      const waits = this.#waiting.indexOf(number);
      if (waits >= 0) this.#waiting.splice(waits, 1);
      this.#waiting.push(number);
    }
    this.#next();
  }

  at(t: number): Found | null {
    return this.#around(t).at(t);
  }

  step(t: number, by: 1 | -1): number | null {
    return this.#around(t).step(t, by);
  }

  get loaded(): number {
    return this.#chunks.size;
  }

  /** The chunk of `t`, with the nearest frames of its neighbours at a border. */
  #around(t: number): FrameList {
    const number = Math.floor(t / CHUNK_S);
    const inside = t % CHUNK_S;
    const here = this.#chunks.get(number);
    if (inside > 1 && inside < CHUNK_S - 1) return here ?? new FrameList([]);
    const edge = (list: FrameList | undefined, from: number, to?: number): readonly PoseFrame[] => list?.frames.slice(from, to) ?? [];
    const before = edge(this.#chunks.get(number - 1), -2);
    const after = edge(this.#chunks.get(number + 1), 0, 2);
    return new FrameList([...before, ...(here?.frames ?? []), ...after]);
  }

  #next(): void {
    while (this.#asked.size < AT_ONCE) {
      const number = this.#waiting.pop();
      if (number === undefined) return;
      this.#asked.add(number);
      void this.#bring(number);
    }
    this.#waiting.splice(0, Math.max(0, this.#waiting.length - 4)); // a scrub passes many: the oldest are forgotten
  }

  async #bring(number: number): Promise<void> {
    const answer = await this.#fetch(number * CHUNK_S, (number + 1) * CHUNK_S);
    this.#asked.delete(number);
    if (answer) {
      this.#chunks.set(number, new FrameList(framesOf(answer)));
      this.#forget();
      for (const listener of this.#listeners) listener();
    }
    this.#next();
  }

  #forget(): void {
    for (const oldest of this.#chunks.keys()) {
      if (this.#chunks.size <= KEPT) return;
      this.#chunks.delete(oldest);
    }
  }
}
