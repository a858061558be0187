/** `window.__coach`: what the page shows, to be read by browser tests. Nothing can be changed through it. */

import type { Drawn } from "./overlay";
import type { Session } from "./session";

export interface Probe {
  readonly stage: string;
  readonly role: string | null;
  readonly line: string;
  readonly connected: boolean;
  readonly state: unknown;
  readonly participants: unknown;
  readonly reps: unknown;
  readonly faults: unknown;
  readonly holds: unknown;
  readonly cues: unknown;
  readonly spoken: readonly string[];
  readonly notices: unknown;
  readonly recording: unknown;
  readonly presented: number;
  readonly stamped: number;
  readonly matched: number;
  readonly corrected: number;
  readonly late: number;
  readonly drawn: Drawn | null;
}

declare global {
  interface Window {
    __coach?: Probe;
  }
}

/** Values are copies. */
export function expose(session: Session): void {
  const view = () => session.view.peek();
  const copy = <T>(value: T): T => structuredClone(value);
  const count = (key: "presented" | "stamped" | "matched" | "corrected" | "late") => session.overlay?.ledger[key] ?? 0;
  const probe: Record<keyof Probe, () => unknown> = {
    stage: () => session.stage.peek(),
    role: () => session.role.peek(),
    line: () => session.line.peek(),
    connected: () => session.connected.peek(),
    state: () => copy(view().state),
    participants: () => copy(view().participants),
    reps: () => copy(view().reps),
    faults: () => copy(view().faults),
    holds: () => copy(view().holds),
    cues: () => copy(view().cues),
    spoken: () => copy(session.speaker.said),
    notices: () => copy(view().notices),
    recording: () => copy(view().recording),
    presented: () => count("presented"),
    stamped: () => count("stamped"),
    matched: () => count("matched"),
    corrected: () => count("corrected"),
    late: () => count("late"),
    drawn: () => copy(session.overlay?.drawn ?? null),
  };
  const entries = Object.entries(probe).map(([key, get]) => [key, { get, enumerable: true }] as const);
  window.__coach = Object.defineProperties({}, Object.fromEntries(entries)) as Probe;
}
