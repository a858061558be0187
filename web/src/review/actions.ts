/** Does what a key or a button says. */

import type { Signal } from "@preact/signals";

import type { Command } from "./keys";
import { goItem, type Tab } from "./Panel";
import type { Review } from "./review";

export type Side = "none" | "keys" | "rejudge" | "exports";

/** What the page shows beside the session itself. */
export interface Desk {
  tab: Signal<Tab>;
  /** The entry of the queue that was last gone to. */
  queueAt: Signal<number | null>;
  side: Signal<Side>;
  comparing: Signal<boolean>;
}

function nextInQueue(review: Review, desk: Desk): void {
  const { queue } = review.session.peek();
  const at = desk.queueAt.peek();
  const index = at === null || at + 1 >= queue.length ? 0 : at + 1;
  const item = queue[index];
  if (!item) return;
  desk.tab.value = "queue";
  desk.queueAt.value = index;
  goItem(review, item);
}

function mark(review: Review, agree: boolean): void {
  const fault = review.fault.peek();
  if (!fault) return;
  review.chosenFault.value = fault.number;
  void review.mark(fault, agree);
}

function reject(review: Review): void {
  const rep = review.rep.peek();
  if (rep) void review.reject(rep);
}

function toggleSide(desk: Desk, side: Side): void {
  desk.side.value = desk.side.peek() === side ? "none" : side;
}

const PLAIN: Record<Exclude<Command["do"], "frame" | "second" | "rep" | "mark" | "layer">, (review: Review, desk: Desk) => void> = {
  play: ({ player }) => { player.toggle(); },
  slower: ({ player }) => { player.shift(-1); },
  faster: ({ player }) => {
    if (player.playing.peek()) player.shift(1);
    else player.play();
  },
  bookmark: (review) => void review.bookmark(),
  reject,
  add: (review) => void review.add(),
  less: (review) => void review.less(),
  next: nextInQueue,
  compare: (review, desk) => {
    review.player.pause();
    desk.comparing.value = true;
  },
  help: (_review, desk) => { toggleSide(desk, "keys"); },
  zoom: (review) => { review.toggleZoom(); },
  close: (_review, desk) => { desk.side.value = "none"; },
};

export function perform(review: Review, desk: Desk, command: Command): void {
  switch (command.do) {
    case "frame":
      void review.player.step(command.by);
      break;
    case "second":
      review.go(review.player.t.peek() + command.by);
      break;
    case "rep":
      review.nextRep(command.by);
      break;
    case "mark":
      mark(review, command.agree);
      break;
    case "layer":
      review.toggleLayer(command.name);
      break;
    default:
      PLAIN[command.do](review, desk);
  }
}
