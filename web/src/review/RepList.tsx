import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { ReviewRep } from "../lib/review";
import { amount, decimal, figure } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t, tn } from "../texts";
import { tempoOf, traceOf, type Row } from "./reps";
import type { Review } from "./review";
import { whoOf } from "./signed";
import { clockOf } from "./span";
import { signed } from "./signed";

const ROW_PX = 44;
/** Lines kept above and below the ones on screen. */
const SPARE = 8;

const tenths = (value: number) => decimal(Math.max(0, value), 1);

/** `≈ 88°` for an estimate, a dash for what could not be assessed. */
export function rangeOf(rep: ReviewRep): string {
  if (rep.quality === "not_assessable") return "–";
  return `${rep.quality === "estimate" ? "≈ " : ""}${figure(rep.peak, rep.unit)}`;
}

/** `pain 3 · effort 5`, as far as the patient said it, and who put it in where that was somebody else. */
function saidOf(review: Review, number: number): string {
  const said = review.session.value.check_ins.find((one) => one.set_number === number);
  if (!said) return "";
  const parts = [said.pain !== null && t("list.pain", { n: said.pain }), said.effort !== null && t("list.effort", { n: said.effort })];
  const other = said.by !== "patient" && t("list.put_in", { who: whoOf(said) });
  return [...parts, other].filter(Boolean).join(" · ");
}

function SetLine({ review, number }: { review: Review; number: number }) {
  const set = review.session.value.sets.find((one) => one.number === number);
  if (!set) return null;
  const changed = set.corrected_reps !== set.reps;
  const said = saidOf(review, number);
  return (
    <button type="button" class="line set-line" onClick={() => { review.go(set.started); }}>
      <span class="grow">
        {t("time.set", { n: number })} · {review.exerciseOf(number)?.name ?? set.exercise}
        {set.side !== "both" && ` · ${t(`side.${set.side}`)}`}
      </span>
      {said && <small class="number said">{said}</small>}
      {changed && (
        <s class="number" aria-label={t("list.was", { n: set.reps })} title={t("list.was", { n: set.reps })}>
          {set.reps}
        </s>
      )}
      <span class="number">{tn("reps", set.corrected_reps)}</span>
    </button>
  );
}

function Tempo({ review, rep }: { review: Review; rep: ReviewRep }) {
  const { out, hold, back } = tempoOf(rep, traceOf(review.traces.value, rep.set_number, rep.side));
  return (
    <span class="number tempo" aria-hidden="true">
      {tenths(out)} · {tenths(hold)} · {tenths(back)}
    </span>
  );
}

/** As many flags as there are findings; a number from three on. */
function Flags({ review, rep }: { review: Review; rep: ReviewRep }) {
  const found = review.session.value.faults.filter((fault) => rep.faults.includes(fault.number) && fault.agree !== false);
  const worst = found.some(({ level }) => level === "safety") ? "safety" : "coach";
  if (found.length === 0) return <span class="flags" />;
  return (
    <span class={`flags is-${worst}`} aria-hidden="true">
      <Icon name={worst === "safety" ? "alert" : "flag"} />
      {found.length > 1 && <span class="number">{found.length}</span>}
    </span>
  );
}

/** `helped`, and who said so. */
function helpedOf({ assisted_by: by, assisted_who: who }: ReviewRep): string {
  return by ? `${t("find.assisted")} (${whoOf({ by, who })})` : t("find.assisted");
}

function nameOf(rep: ReviewRep): string {
  return rep.complete ? String(rep.number) : t("list.partial");
}

function RepLine({ review, rep, now }: { review: Review; rep: ReviewRep; now: boolean }) {
  const names = review.session.value.faults.filter((fault) => rep.faults.includes(fault.number)).map(({ name }) => name);
  const label = t("list.label", {
    name: rep.complete ? t("find.rep", { n: rep.number }) : t("find.partial"),
    range: rep.quality === "not_assessable" ? "–" : amount(rep.peak, rep.unit),
    quality: [rep.rejected ? t("list.rejected") : t(`quality.${rep.quality}`), rep.assisted && helpedOf(rep)].filter(Boolean).join(", "),
    findings: names.join(", ") || t("detail.no_findings"),
  });
  return (
    <button
      type="button"
      class={`line rep-line ${now ? "is-now" : ""} ${rep.rejected ? "is-rejected" : ""} ${rep.complete ? "" : "is-partial"}`}
      aria-current={now}
      onClick={() => {
        review.goRep(rep);
      }}
    >
      <span class="hidden">{label}</span>
      <span class="number rep-no" aria-hidden="true">
        {nameOf(rep)}
        {rep.side !== "both" && <small>{t(`side.${rep.side}`).slice(0, 1)}</small>}
      </span>
      <span aria-hidden="true" class={`number range ${rep.quality === "estimate" ? "is-unsure" : ""}`}>{rangeOf(rep)}</span>
      <Tempo review={review} rep={rep} />
      <Flags review={review} rep={rep} />
      {rep.assisted && (
        <span aria-hidden="true" class="assisted" title={helpedOf(rep)}>
          {t("find.assisted")}
        </span>
      )}
    </button>
  );
}

function Line({ review, row, now }: { review: Review; row: Row; now: number | null }) {
  if (row.kind === "set") return <SetLine review={review} number={row.number} />;
  if (row.kind === "rep") return <RepLine review={review} rep={row.rep} now={row.rep.id === now} />;
  const { correction } = row;
  return (
    <button type="button" class="line rep-line is-added" onClick={() => { review.go(row.start); }}>
      <span class="rep-no">
        <Icon name="plus" />
      </span>
      <span class="grow">
        {t("list.added")} · {clockOf(row.start)}
      </span>
      <small>{signed(correction)}</small>
    </button>
  );
}

/** Only the lines on screen are in the page: an hour has thousands. */
export function RepList({ review }: { review: Review }) {
  const list = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const rows = review.rows.value;
  const now = useComputed(() => review.rep.value?.id ?? null).value;
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(() => {
      height.value = box.clientHeight;
    });
    watch.observe(box);
    return () => {
      watch.disconnect();
    };
  }, [height]);
  useEffect(() => {
    const box = list.current;
    const index = rows.findIndex((row) => row.kind === "rep" && row.rep.id === now);
    if (!box || index < 0) return;
    const y = index * ROW_PX;
    if (y < box.scrollTop || y + ROW_PX > box.scrollTop + box.clientHeight) box.scrollTop = y - box.clientHeight / 3;
  }, [now, rows]);
  if (review.session.value.sets.length === 0) return <p class="quiet pad">{t("list.empty")}</p>;
  const first = Math.max(0, Math.floor(top.value / ROW_PX) - SPARE);
  const last = Math.min(rows.length, Math.ceil((top.value + height.value) / ROW_PX) + SPARE);
  return (
    <>
      <p class="columns" aria-hidden="true">
        <span>{t("list.number")}</span>
        <span>{t("list.range")}</span>
        <span>{t("list.tempo")}</span>
        <span class="flags">
          <Icon name="flag" />
        </span>
      </p>
      <div ref={list} class="lines" onScroll={(event) => { top.value = event.currentTarget.scrollTop; }}>
        <ol style={{ height: `${rows.length * ROW_PX}px` }} aria-label={t("list.reps")}>
          {rows.slice(first, last).map((row, i) => (
            <li key={row.key} style={{ top: `${(first + i) * ROW_PX}px` }} aria-posinset={first + i + 1} aria-setsize={rows.length}>
              <Line review={review} row={row} now={now} />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
