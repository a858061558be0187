import { effect, useComputed, useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";

import { WHOLE } from "../lib/fit";
import { usePlaced } from "../parts/placed";
import { t } from "../texts";
import { paint, type Painted } from "./paint";
import { bestOf } from "./reps";
import { read, type Review } from "./review";

/** How many pictures were shown, and over how many of those with a pose it was drawn: for browser tests. */
export interface Ledger {
  presented: number;
  exact: number;
  between: number;
  bare: number;
  /** Pictures that carried another picture's pose as their own: never. */
  wrong: number;
  /** The picture on screen, and what lies over it. */
  shown: number | null;
  drawn: Painted | null;
}

export function newLedger(): Ledger {
  return { presented: 0, exact: 0, between: 0, bare: 0, wrong: 0, shown: null, drawn: null };
}

function note(ledger: Ledger, shown: number | null, drawn: Painted | null): void {
  if (shown !== ledger.shown) {
    ledger.presented += 1;
    ledger[drawn?.fit ?? "bare"] += 1;
    if (drawn?.fit === "exact" && shown !== null && Math.abs(drawn.t - shown) > 0.0015) ledger.wrong += 1;
  }
  ledger.shown = shown;
  ledger.drawn = drawn;
}

/** Keeps the canvas true to the picture; `told` hears what lies over it. */
function keepPainted(review: Review, canvas: HTMLCanvasElement, ledger: Ledger, told: (painted: Painted | null) => void): () => void {
  const { player, poses, layers, session, traces } = review;
  const repaint = () => {
    const at = player.part.peek() ? player.shown.peek() : player.t.peek();
    const painted = paint(review, canvas, at);
    note(ledger, at, painted);
    told(painted);
  };
  const stop = effect(() => {
    read(player.shown, layers, session, traces, player.playing);
    if (!player.part.value) read(player.t);
    repaint();
  });
  const stopMore = poses.onMore(repaint);
  const watch = new ResizeObserver(repaint);
  watch.observe(canvas);
  return () => {
    stop();
    stopMore();
    watch.disconnect();
  };
}

/** What the switched-on layers mean, said in words under the picture. */
function Captions({ review, painted }: { review: Review; painted: Painted | null }) {
  const layers = review.layers.value;
  const rep = review.rep.value;
  const best = layers.ghost && rep ? bestOf(review.session.value, rep) : null;
  const between = painted?.fit === "between" && !review.player.playing.value && review.player.part.value !== null;
  const lines = [
    between ? t("review.between") : null,
    best ? t("review.ghost_note", { rep: t("compare.rep", { set: best.set_number, n: best.number }) }) : null,
    layers.mass ? t("review.mass_note") : null,
  ].filter((line) => line !== null);
  return (
    <ul class="captions">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Why the picture is missing; null where it is not. */
function useWhy(review: Review): string | null {
  const { player } = review;
  return useComputed(() => {
    if (player.broken.value) return t("review.broken");
    return player.part.value ? null : t("review.no_picture");
  }).value;
}

/** The picture with its layers. */
export function Screen({ review, ledger, label = t("review.video") }: { review: Review; ledger: Ledger; label?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useSignal<Painted | null>(null);
  useEffect(() => (video.current ? review.player.attach(video.current) : undefined), [review]);
  useEffect(() => {
    if (!canvas.current) return undefined;
    return keepPainted(review, canvas.current, ledger, (now) => {
      if (now?.fit !== painted.peek()?.fit) painted.value = now;
    });
  }, [review, ledger, painted]);
  const getVideo = useCallback(() => video.current, []);
  const getBox = useCallback(() => box.current, []);
  const style = usePlaced(getBox, getVideo, WHOLE);
  const why = useWhy(review);
  const alone = !review.player.hasPicture;
  return (
    <section class="screen stage" aria-label={label}>
      <div ref={box} class="fill">
        <div class="patient-picture" style={alone ? { inset: "0", margin: "auto", height: "100%", aspectRatio: "4 / 3" } : style}>
          <video ref={video} playsInline preload="auto" class={why ? "is-away" : ""} aria-label={t("review.video")} />
          <canvas ref={canvas} class="overlay" aria-hidden="true" />
        </div>
      </div>
      {why && <p class="why">{why}</p>}
      <Captions review={review} painted={painted.value} />
    </section>
  );
}
