import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { dateOf } from "../lib/units";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { Over } from "../parts/Over";
import { t, tn } from "../texts";
import { pressedOf } from "../therapist/keys";
import { perform, type Desk, type Side } from "./actions";
import { Compare } from "./Compare";
import { Exports } from "./Exports";
import { Keys } from "./Keys";
import { commandOf } from "./keys";
import { Panel, type Tab } from "./Panel";
import { Rejudge } from "./Rejudge";
import type { Review } from "./review";
import { newLedger, Screen, type Ledger } from "./Screen";
import { clockOf } from "./span";
import { Timeline } from "./Timeline";
import { TraceStrip } from "./TraceStrip";
import { Transport } from "./Transport";
import { signed } from "./signed";

const SINGLE_KEY = "coach.single_keys";

function useKeys(review: Review, desk: Desk) {
  const single = useSignal(localStorage.getItem(SINGLE_KEY) !== "off");
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (desk.comparing.peek()) return;
      const command = commandOf(pressedOf(event), single.peek());
      if (!command) return;
      event.preventDefault();
      perform(review, desk, command);
    };
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
    };
  }, [review, desk, single]);
  const setSingle = (on: boolean) => {
    single.value = on;
    localStorage.setItem(SINGLE_KEY, on ? "on" : "off");
  };
  return { single: single.value, setSingle };
}

function Reviewed({ review }: { review: Review }) {
  const last = review.session.value.reviewed.at(-1);
  if (last) {
    return (
      <p class="reviewed">
        <Icon name="check" />
        {t("review.marked", { name: signed(last) })}
      </p>
    );
  }
  return (
    <button type="button" class="button first" onClick={() => void review.take(review.door.reviewed())}>
      <Icon name="check" />
      {t("review.mark")}
    </button>
  );
}

const toggled = (side: Signal<Side>, to: Side) => () => {
  side.value = side.peek() === to ? "none" : to;
};

function Head({ review, desk }: { review: Review; desk: Desk }) {
  const session = review.session.value;
  const reps = session.sets.reduce((sum, set) => sum + set.corrected_reps, 0);
  return (
    <header class="head">
      <h1>{t("review.head", { date: dateOf(session.created_at) })}</h1>
      <ul class="trust">
        <li class="number">{clockOf(session.duration_s)}</li>
        <li class="number">{tn("sets", session.sets.length)}</li>
        <li class="number">{tn("reps", reps)}</li>
        {session.agreement.marked > 0 && <li class="number">{t("find.agreement", { agreed: session.agreement.agreed, marked: session.agreement.marked })}</li>}
      </ul>
      <div class="head-actions">
        <Display />
        <button type="button" class="button bare keys-button" aria-expanded={desk.side.value === "keys"} title="?" onClick={toggled(desk.side, "keys")}>
          <Icon name="keys" />
          {t("review.keys")}
        </button>
        <button type="button" class="button" aria-expanded={desk.side.value === "exports"} onClick={toggled(desk.side, "exports")}>
          {t("review.export")}
        </button>
        {session.has_tape && (
          <button type="button" class="button" aria-expanded={desk.side.value === "rejudge"} onClick={toggled(desk.side, "rejudge")}>
            {t("review.rejudge")}
          </button>
        )}
        <button type="button" class="button" disabled={session.reps.length < 2} title="C" onClick={() => { perform(review, desk, { do: "compare" }); }}>
          {t("review.compare")}
        </button>
        <Reviewed review={review} />
      </div>
    </header>
  );
}

/** What is missing of the session, and what just went wrong. */
function Problems({ review }: { review: Review }) {
  const session = review.session.value;
  const lines = [...session.problems, ...(session.has_tape ? [] : [t("review.no_tape")])];
  const problem = review.problem.value;
  if (lines.length === 0 && !problem) return null;
  return (
    <section class="problems" aria-label={t("review.problems")}>
      {[...new Set(lines)].map((line) => (
        <p key={line} class="problem">{line}</p>
      ))}
      {problem && (
        <p class="problem" role="alert">
          {problem}
          <button type="button" class="button bare tool" aria-label={t("close")} onClick={() => { review.problem.value = null; }}>
            <Icon name="cross" />
          </button>
        </p>
      )}
    </section>
  );
}

function useDesk(review: Review): Desk {
  const session = review.session.peek();
  const worth = session.queue.length > 0 && session.reviewed.length === 0;
  const tab = useSignal<Tab>(worth ? "queue" : "reps");
  const queueAt = useSignal<number | null>(null);
  const side = useSignal<Side>("none");
  const comparing = useSignal(false);
  return useMemo(() => ({ tab, queueAt, side, comparing }), [tab, queueAt, side, comparing]);
}

function Page({ review, ledger }: { review: Review; ledger: Ledger }) {
  const desk = useDesk(review);
  const keys = useKeys(review, desk);
  const shut = () => (desk.side.value = "none");
  if (desk.comparing.value) return <Compare review={review} close={() => (desk.comparing.value = false)} />;
  return (
    <div class="review">
      <Head review={review} desk={desk} />
      <Problems review={review} />
      <main class="watch">
        <Screen review={review} ledger={ledger} />
        <Transport review={review} />
      </main>
      {desk.side.value === "none" && <Panel review={review} tab={desk.tab} at={desk.queueAt} />}
      {desk.side.value === "keys" && <Keys {...keys} close={shut} />}
      {desk.side.value === "exports" && <Exports review={review} close={shut} />}
      {desk.side.value === "rejudge" && <Rejudge review={review} close={shut} />}
      {review.session.value.has_tape && <TraceStrip review={review} />}
      <Timeline review={review} />
    </div>
  );
}

export type Opened = { review: Review } | { text: string } | null;

/** The page of an ended session, for those who review it. */
export function ReviewPage({ opened, ledger = newLedger() }: { opened: Opened; ledger?: Ledger }) {
  if (!opened) return <p class="over" role="status">{t("review.loading")}</p>;
  if ("text" in opened) return <Over title={null} text={opened.text} />;
  return <Page review={opened.review} ledger={ledger} />;
}
