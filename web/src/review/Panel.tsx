import { useSignal, type Signal } from "@preact/signals";

import type { ReviewNote, ReviewQueueItem } from "../lib/review";
import { decimal } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { Detail } from "./Detail";
import { RepList } from "./RepList";
import { Results } from "./Results";
import type { Review } from "./review";
import { clockOf } from "./span";
import { signed } from "./signed";

export const TABS = ["queue", "reps", "notes"] as const;
export type Tab = (typeof TABS)[number];

const SEVERITIES = ["safety", "high", "medium", "low"] as const;

/** Jumps to what an entry of the queue speaks of. */
export function goItem(review: Review, item: ReviewQueueItem): void {
  const { faults, reps } = review.session.peek();
  const fault = item.ref.kind === "fault" ? faults.find(({ number }) => number === item.ref.id) : undefined;
  const rep = item.ref.kind === "rep" ? reps.find(({ id }) => id === item.ref.id) : undefined;
  if (fault) review.goFault(fault);
  else if (rep) review.goRep(rep);
  else review.go(item.t);
}

function QueueItem({ review, item, index, at }: { review: Review; item: ReviewQueueItem; index: number; at: Signal<number | null> }) {
  return (
    <li>
      <button
        type="button"
        class={`line queue-line is-${item.severity} ${at.value === index ? "is-now" : ""}`}
        aria-current={at.value === index}
        onClick={() => {
          at.value = index;
          goItem(review, item);
        }}
      >
        <Icon name={item.severity === "safety" ? "alert" : "flag"} />
        <span class="grow">{item.reason}</span>
        <span class="number quiet">{clockOf(item.t)}</span>
      </button>
    </li>
  );
}

function Queue({ review, at }: { review: Review; at: Signal<number | null> }) {
  const { queue } = review.session.value;
  if (queue.length === 0) return <p class="quiet pad">{t("queue.empty")}</p>;
  return (
    <div class="lines plain">
      <p class="quiet pad">{t("queue.lead")}</p>
      {SEVERITIES.filter((severity) => queue.some((item) => item.severity === severity)).map((severity) => (
        <section key={severity}>
          <h2 class={`is-${severity}`}>{t(`queue.${severity}`)}</h2>
          <ol>
            {queue.map((item, i) => item.severity === severity && <QueueItem key={i} review={review} item={item} index={i} at={at} />)}
          </ol>
        </section>
      ))}
    </div>
  );
}

function NoteLine({ review, note }: { review: Review; note: ReviewNote }) {
  return (
    <li class="note-line">
      <button type="button" class="line" onClick={() => { review.go(note.t); }}>
        <Icon name={note.kind === "bookmark" ? "bookmark" : "flag"} />
        <span class="grow">
          {note.text || t(note.kind === "still" ? "notes.still" : "notes.bookmark")}
          <small>{signed(note)}</small>
        </span>
        <span class="number quiet">{clockOf(note.t)}</span>
      </button>
      {note.picture && (
        <a class="note-still" href={review.door.still(note.id)} target="_blank" rel="noopener">
          <img src={review.door.still(note.id)} alt={note.text || t("notes.still")} loading="lazy" />
        </a>
      )}
      <button
        type="button"
        class="button bare tool"
        aria-label={`${t("notes.remove")}: ${note.text || t("notes.bookmark")}`}
        onClick={() => void review.take(review.door.withdrawNote(note.id))}
      >
        <Icon name="cross" />
      </button>
    </li>
  );
}

function Write({ review }: { review: Review }) {
  const text = useSignal("");
  const label = t("notes.add", { t: clockOf(review.player.t.value) });
  const save = async () => {
    if (text.value.trim() && (await review.comment(text.value.trim()))) text.value = "";
  };
  return (
    <form
      class="write"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        value={text.value}
        maxLength={2000}
        placeholder={label}
        aria-label={label}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button">
        {t("notes.save")}
      </button>
      <button type="button" class="button tool" aria-label={t("notes.bookmark")} title={`${t("notes.bookmark")} (B)`} onClick={() => void review.bookmark()}>
        <Icon name="bookmark" />
      </button>
    </form>
  );
}

function Notes({ review }: { review: Review }) {
  const notes = [...review.session.value.notes].sort((a, b) => a.t - b.t);
  return (
    <>
      <Write review={review} />
      <div class="lines plain">
        {notes.length === 0 && <p class="quiet pad">{t("notes.empty")}</p>}
        <ol>
          {notes.map((note) => (
            <NoteLine key={note.id} review={review} note={note} />
          ))}
        </ol>
        <Results review={review} />
        <Agreement review={review} />
      </div>
    </>
  );
}

const hundredths = (value: number | null) => (value === null ? t("agree.later") : decimal(value, 2));

/** How far people and the judge agree; a dash where nothing was compared yet. */
export function Agreement({ review }: { review: Review }) {
  const now = review.session.value.agreement;
  const rows: [string, string][] = [
    [t("agree.findings"), now.percent === null ? t("agree.none") : t("agree.percent", { percent: Math.round(now.percent), n: now.marked })],
    [t("agree.exact"), now.sets_compared > 0 ? t("agree.of", { n: now.exact, total: now.sets_compared }) : t("agree.none")],
    [t("agree.off"), now.sets_compared > 0 ? t("agree.of", { n: now.off_by_one, total: now.sets_compared }) : t("agree.none")],
    [t("agree.kappa"), hundredths(now.kappa)],
    [t("agree.rep_kappa"), hundredths(now.rep_kappa)],
  ];
  return (
    <section class="agreement" aria-label={t("agree.title")}>
      <h2>{t("agree.title")}</h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function countOf(review: Review, tab: Tab): number {
  const { queue, reps, notes } = review.session.value;
  if (tab === "queue") return queue.length;
  return tab === "notes" ? notes.length : reps.filter((rep) => rep.complete && !rep.rejected).length;
}

interface Props {
  review: Review;
  tab: Signal<Tab>;
  at: Signal<number | null>;
}

/** Tab goes between them: the arrow keys step through the picture wherever the focus is. */
function Tabs({ review, tab }: Pick<Props, "review" | "tab">) {
  return (
    <div class="tabs" role="tablist">
      {TABS.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={tab.value === name}
          aria-controls="panel"
          onClick={() => {
            tab.value = name;
          }}
        >
          {t(`list.${name}`)} <span class="number">{countOf(review, name)}</span>
        </button>
      ))}
    </div>
  );
}

/** Right of the picture: what to look at, the repetitions, the notes; below, the one at this moment. */
export function Panel({ review, tab, at }: Props) {
  return (
    <aside class="panel">
      <Tabs review={review} tab={tab} />
      <div id="panel" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        {tab.value === "queue" && <Queue review={review} at={at} />}
        {tab.value === "reps" && <RepList review={review} />}
        {tab.value === "notes" && <Notes review={review} />}
      </div>
      <Detail review={review} />
    </aside>
  );
}
