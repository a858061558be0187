/** The session under review, and all that a reviewer does with it. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";

import type { CorrectionIn, ReviewExercise, ReviewFault, ReviewRep, ReviewSession, ReviewTrace } from "../lib/review";
import { Door, type Answer } from "./door";
import type { LayerName } from "./keys";
import { Player } from "./player";
import { Poses } from "./poses";
import { faultAt, rejectionOf, repAt, rowsOf } from "./reps";
import { following, zoomed, type Span } from "./span";

/** Makes an effect run again when one of these changes. */
export function read(...signals: ReadonlySignal<unknown>[]): void {
  signals.forEach(({ value }) => value);
}

export class Review {
  readonly code: string;
  readonly door: Door;
  readonly poses: Poses;
  readonly player: Player;
  readonly session;
  readonly traces = signal<readonly ReviewTrace[]>([]);
  /** Whether the answer on the traces is here. */
  readonly asked = signal(false);
  readonly span;
  /** What went wrong with the last thing the reviewer did. */
  readonly problem = signal<string | null>(null);
  readonly chosenFault = signal<number | null>(null);
  readonly layers = signal<Record<LayerName, boolean>>({ skeleton: true, angles: true, ghost: false, mass: false });
  readonly reps = computed(() => [...this.session.value.reps].sort((a, b) => a.start - b.start));
  readonly starts = computed(() => this.reps.value.map(({ start }) => start));
  readonly rows = computed(() => rowsOf(this.session.value));
  /** The repetition that the page speaks of now. */
  readonly rep = computed(() => repAt(this.reps.value, this.starts.value, this.player.t.value));
  readonly set = computed(() => {
    const t = this.player.t.value;
    const begun = this.session.value.sets.filter((set) => set.started <= t + 0.0005);
    return begun.at(-1) ?? this.session.value.sets[0] ?? null;
  });
  readonly fault = computed(() => faultAt(this.session.value.faults, this.chosenFault.value, this.rep.value, this.player.t.value));
  readonly #stops: (() => void)[] = [];

  constructor(code: string, session: ReviewSession) {
    this.code = code;
    this.door = new Door(code);
    this.session = signal(session);
    this.poses = new Poses(this.door.poses);
    const duration = Math.max(1, session.duration_s);
    this.span = signal<Span>({ from: 0, to: duration });
    this.player = new Player({ duration, recordings: session.recordings, stepPose: (t, by) => this.poses.step(t, by) });
    const first = session.sets[0]?.started ?? 0;
    this.player.seek(Math.max(0, first));
    this.#stops.push(
      effect(() => {
        if (session.has_tape) this.poses.want(this.player.t.value);
      }),
      effect(() => {
        const t = this.player.t.value;
        this.span.value = following(this.span.peek(), t, duration);
      }),
    );
  }

  close(): void {
    this.player.pause();
    for (const stop of this.#stops) stop();
  }

  async loadTraces(): Promise<void> {
    if (!this.session.peek().has_tape) return;
    const answer = await this.door.traces();
    this.asked.value = true;
    if (answer.ok) this.traces.value = answer.value.traces;
    else this.problem.value = answer.text;
  }

  exerciseOf(setNumber: number): ReviewExercise | null {
    const { sets, exercises } = this.session.value;
    const id = sets.find((set) => set.number === setNumber)?.exercise;
    return exercises.find((exercise) => exercise.id === id) ?? null;
  }

  /** Jumps, and remembers nothing chosen. */
  go(t: number): void {
    this.chosenFault.value = null;
    this.player.seek(t);
  }

  goRep(rep: ReviewRep): void {
    this.go(rep.start);
  }

  goFault(fault: ReviewFault): void {
    this.player.seek(fault.start);
    this.chosenFault.value = fault.number;
  }

  nextRep(by: 1 | -1): void {
    const t = this.player.t.peek();
    const next = by > 0 ? this.reps.value.find(({ start }) => start > t + 0.001) : this.reps.value.findLast(({ start }) => start < t - 0.25);
    if (next) this.goRep(next);
  }

  zoom(factor: number, at = this.player.t.peek()): void {
    this.span.value = zoomed(this.span.peek(), at, factor, this.player.duration);
  }

  /** Between the whole session and half a minute around now. */
  toggleZoom(): void {
    const { duration } = this.player;
    const whole = this.span.peek().to - this.span.peek().from >= duration * 0.99;
    if (whole) this.zoom(Math.min(1, 30 / duration));
    else this.span.value = { from: 0, to: duration };
  }

  toggleLayer(name: LayerName): void {
    this.layers.value = { ...this.layers.peek(), [name]: !this.layers.peek()[name] };
  }

  /** Takes the server's fresh session, or says its sentence. */
  async take(asked: Promise<Answer<ReviewSession>>): Promise<boolean> {
    const answer = await asked;
    if (answer.ok) this.session.value = answer.value;
    this.problem.value = answer.ok ? null : answer.text;
    return answer.ok;
  }

  correct(correction: CorrectionIn): Promise<boolean> {
    return this.take(this.door.correct(correction));
  }

  /** No repetition; a second time takes that back. */
  reject(rep: ReviewRep): Promise<boolean> {
    const made = rejectionOf(this.session.peek().corrections, rep.id);
    return this.correct(made ? { kind: "withdrawn", withdraws: made.id } : { kind: "rep_rejected", rep_id: rep.id });
  }

  /** One that was missed, at this moment. */
  add(): Promise<boolean> {
    const set = this.set.peek();
    if (!set) return Promise.resolve(false);
    const side = set.side === "both" ? "both" : set.side;
    return this.correct({ kind: "rep_added", set_number: set.number, t: this.player.t.peek(), side });
  }

  less(): Promise<boolean> {
    const set = this.set.peek();
    return set ? this.correct({ kind: "count", set_number: set.number, delta: -1 }) : Promise.resolve(false);
  }

  withdraw(id: number): Promise<boolean> {
    return this.correct({ kind: "withdrawn", withdraws: id });
  }

  mark(fault: ReviewFault, agree: boolean): Promise<boolean> {
    return this.correct({ kind: agree ? "fault_agree" : "fault_disagree", fault_number: fault.number });
  }

  bookmark(): Promise<boolean> {
    return this.take(this.door.note({ kind: "bookmark", t: this.player.t.peek() }));
  }

  comment(text: string): Promise<boolean> {
    return this.take(this.door.note({ kind: "comment", t: this.player.t.peek(), text }));
  }
}
