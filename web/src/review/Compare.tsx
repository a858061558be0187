import { effect, useSignal, type Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import type { ReviewOther, ReviewRep } from "../lib/review";
import { dateOf, decimal } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { codeIn, Door } from "./door";
import { rangeOf } from "./RepList";
import { Review } from "./review";
import { newLedger, Screen } from "./Screen";

/** After its end a repetition stays this long, then both begin again. */
const TAIL_S = 0.6;
/** The choice of a session by its link. */
const BY_LINK = "link";

interface Half {
  review: Signal<Review>;
  rep: Signal<ReviewRep | null>;
}

function lengthOf(rep: ReviewRep | null): number {
  return rep ? rep.end - rep.start : 0;
}

/** Plays both from the start of their repetition, aligned on it, over and over. */
function useTogether(halves: readonly Half[]) {
  const offset = useSignal(0);
  const playing = useSignal(false);
  const place = (seconds: number) => {
    offset.value = seconds;
    for (const { review, rep } of halves) if (rep.peek()) review.peek().player.seek((rep.peek()?.start ?? 0) + seconds);
  };
  const toggle = () => {
    playing.value = !playing.peek();
    for (const { review } of halves) {
      if (playing.peek()) review.peek().player.play();
      else review.peek().player.pause();
    }
  };
  useEffect(() => {
    const stop = effect(() => {
      const [lead] = [...halves].sort((a, b) => lengthOf(b.rep.value) - lengthOf(a.rep.value));
      const rep = lead?.rep.value;
      if (!lead || !rep || !playing.value) return;
      const now = lead.review.value.player.t.value - rep.start;
      offset.value = Math.max(0, now);
      if (now > lengthOf(rep) + TAIL_S) queueMicrotask(() => { place(0); });
    });
    return stop;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- halves and place live as long as the page
  }, []);
  return { offset, playing, place, toggle };
}

function Pick({ half, label }: { half: Half; label: string }) {
  const reps = half.review.value.reps.value.filter((rep) => rep.complete);
  const move = (by: number) => {
    const at = reps.findIndex(({ id }) => id === half.rep.value?.id);
    half.rep.value = reps[Math.min(reps.length - 1, Math.max(0, at + by))] ?? null;
  };
  return (
    <div class="pick">
      <button type="button" class="button bare tool" aria-label={`${label}: ${t("play.rep_back")}`} onClick={() => { move(-1); }}>
        <Icon name="rep_back" />
      </button>
      <select
        aria-label={`${label}: ${t("compare.set")}`}
        value={String(half.rep.value?.id ?? "")}
        onChange={(event) => {
          half.rep.value = reps.find(({ id }) => String(id) === event.currentTarget.value) ?? null;
        }}
      >
        {reps.map((rep) => (
          <option key={rep.id} value={String(rep.id)}>
            {t("compare.rep", { set: rep.set_number, n: rep.number })} · {rangeOf(rep)}
          </option>
        ))}
      </select>
      <button type="button" class="button bare tool" aria-label={`${label}: ${t("play.rep_on")}`} onClick={() => { move(1); }}>
        <Icon name="rep_on" />
      </button>
    </div>
  );
}

function Figures({ rep, other, date }: { rep: ReviewRep | null; other: ReviewRep | null; date: string | null }) {
  if (!rep) return null;
  const longer = lengthOf(rep) - lengthOf(other);
  return (
    <p class="figures number">
      <strong>{rangeOf(rep)}</strong>
      <span>
        {t("seconds", { n: decimal(lengthOf(rep), 1) })}
        {other && Math.abs(longer) >= 0.05 && ` (${longer > 0 ? "+" : "−"}${decimal(Math.abs(longer), 1)})`}
      </span>
      {date && <time class="quiet">{date}</time>}
      {rep.quality !== "measured" && <span class="is-estimate">{t(`quality.${rep.quality}`)}</span>}
    </p>
  );
}

interface OtherProps {
  others: readonly ReviewOther[];
  open: (review: Review) => void;
  back: () => void;
}

/** Another session in the second place: one of the same patient's, or one by its review link. */
function Other({ others, open, back }: OtherProps) {
  const chosen = useSignal("");
  const pasted = useSignal("");
  const problem = useSignal<string | null>(null);
  const load = async (code: string | null) => {
    if (!code) return;
    const answer = await new Door(code).session();
    problem.value = answer.ok ? null : answer.text;
    if (!answer.ok) return;
    const review = new Review(code, answer.value);
    void review.loadTraces();
    open(review);
  };
  const choose = (code: string) => {
    [chosen.value, problem.value] = [code, null];
    if (code === "") back();
    else if (code !== BY_LINK) void load(code);
  };
  return (
    <form class="write other" onSubmit={(event) => { event.preventDefault(); void load(codeIn(pasted.value)); }}>
      <label class="with">
        <span>{t("compare.with")}</span>
        <select value={chosen.value} onChange={(event) => { choose(event.currentTarget.value); }}>
          <option value="">{t("compare.same")}</option>
          {others.map(({ code, created_at }) => (
            <option key={code} value={code}>{dateOf(created_at)}</option>
          ))}
          <option value={BY_LINK}>{t("compare.by_link")}</option>
        </select>
      </label>
      {chosen.value === BY_LINK && (
        <>
          <input value={pasted.value} placeholder={t("compare.other")} aria-label={t("compare.other")} onInput={(event) => { pasted.value = event.currentTarget.value; }} />
          <button type="submit" class="button">{t("compare.load")}</button>
        </>
      )}
      {problem.value && <p class="problem" role="alert">{problem.value}</p>}
    </form>
  );
}

/** The second place starts on the best other repetition that there is: here, the one after. */
function firstTwo(review: Review): [ReviewRep | null, ReviewRep | null] {
  const reps = review.reps.peek().filter((rep) => rep.complete);
  const now = review.rep.peek();
  const at = Math.max(0, reps.findIndex(({ id }) => id === now?.id));
  return [reps[at] ?? null, reps[at + 1] ?? reps[at - 1] ?? reps[at] ?? null];
}

/** A second view of the same session with a clock of its own. */
function twin(review: Review): Review {
  const second = new Review(review.code, review.session.peek());
  second.traces.value = review.traces.peek();
  second.layers.value = review.layers.peek();
  return second;
}

function useHalves(review: Review): readonly [Half, Half] {
  const [one, two] = useMemo(() => firstTwo(review), [review]);
  const own = useMemo(() => [twin(review), twin(review)] as const, [review]);
  const a: Half = { review: useSignal(own[0]), rep: useSignal(one) };
  const b: Half = { review: useSignal(own[1]), rep: useSignal(two) };
  return [a, b];
}

/** Two repetitions side by side, aligned on their start. */
export function Compare({ review, close }: { review: Review; close: () => void }) {
  const halves = useHalves(review);
  const [a, b] = halves;
  const own = useRef(b.review.peek());
  const { offset, playing, place, toggle } = useTogether(halves);
  const [repA, repB] = [a.rep.value, b.rep.value];
  useEffect(() => {
    place(0);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another repetition begins anew
  }, [repA?.id, repB?.id, b.review.value]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
      if ((event.key === "k" || event.key === "K") && !(event.target instanceof HTMLInputElement)) toggle();
    };
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
    };
  });
  useEffect(() => () => { for (const half of halves) half.review.peek().close(); }, []); // eslint-disable-line react-hooks/exhaustive-deps
  const change = (next: Review) => {
    b.review.value = next;
    b.rep.value = firstTwo(next)[0];
  };
  const most = Math.max(0.1, lengthOf(repA), lengthOf(repB));
  return (
    <main class="compare">
      <header class="head">
        <h1>{t("compare.title")}</h1>
        <div class="head-actions">
          <button type="button" class="button" onClick={close}>{t("compare.close")}</button>
        </div>
      </header>
      <div class="halves">
        {halves.map((half, i) => (
          <CompareHalf key={i} half={half} other={halves[1 - i] ?? half} label={t(i === 0 ? "compare.a" : "compare.b")} />
        ))}
      </div>
      <div class="transport">
        <button type="button" class="button first" onClick={toggle}>
          <Icon name={playing.value ? "pause" : "play"} />
          {playing.value ? t("compare.pause") : t("compare.play")}
        </button>
        <input class="offset" type="range" min={0} max={most} step={0.01} value={Math.min(most, offset.value)} aria-label={t("compare.offset")} onInput={(event) => { place(Number(event.currentTarget.value)); }} />
        <span class="number now">{t("seconds", { n: decimal(offset.value, 2) })}</span>
        <Other others={review.session.peek().others} open={change} back={() => { change(own.current); }} />
      </div>
    </main>
  );
}

function CompareHalf({ half, other, label }: { half: Half; other: Half; label: string }) {
  const review = half.review.value;
  const ledger = useMemo(newLedger, []);
  const sessions = other.review.value.session.value.session_id !== review.session.value.session_id;
  return (
    <section class="half" aria-label={label}>
      <Pick half={half} label={label} />
      <Screen key={review.session.value.session_id} review={review} ledger={ledger} label={`${label}: ${t("review.video")}`} />
      <Figures rep={half.rep.value} other={other.rep.value} date={sessions ? dateOf(review.session.value.created_at) : null} />
    </section>
  );
}
