/** `window.__review`: what the page shows, to be read by browser tests. Nothing can be changed through it. */

import type { Review } from "./review";
import type { Ledger } from "./Screen";

export interface ReviewProbe {
  readonly t: number;
  readonly playing: boolean;
  readonly rate: number;
  readonly part: number | null;
  readonly span: { from: number; to: number };
  readonly ledger: Ledger;
  readonly loaded: number;
  readonly traces: number;
  readonly rep: number | null;
}

declare global {
  interface Window {
    __review?: ReviewProbe;
  }
}

/** Values are copies. */
export function expose(review: Review, ledger: Ledger): void {
  const { player } = review;
  const probe: Record<keyof ReviewProbe, () => unknown> = {
    t: () => player.t.peek(),
    playing: () => player.playing.peek(),
    rate: () => player.rate.peek(),
    part: () => player.part.peek()?.id ?? null,
    span: () => ({ ...review.span.peek() }),
    ledger: () => structuredClone(ledger),
    loaded: () => review.poses.loaded,
    traces: () => review.traces.peek().length,
    rep: () => review.rep.peek()?.id ?? null,
  };
  const entries = Object.entries(probe).map(([key, get]) => [key, { get, enumerable: true }] as const);
  window.__review = Object.defineProperties({}, Object.fromEntries(entries)) as ReviewProbe;
}
