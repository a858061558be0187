import { useComputed } from "@preact/signals";

import type { ReviewFault, ReviewRep } from "../lib/review";
import { amount, decimal, figure } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { rangeOf } from "./RepList";
import { tempoOf, traceOf } from "./reps";
import type { Review } from "./review";

function numbersOf(fault: ReviewFault): string {
  if (fault.quality === "not_assessable") return "–";
  const sure = fault.quality === "estimate" ? "≈ " : "";
  return `${sure}${amount(fault.value, fault.unit)} (${t("find.limit", { n: figure(fault.threshold, fault.unit) })})`;
}

/** One finding with its two answers; struck through where the reviewer disagreed, the judge's word stays. */
function FaultLine({ review, fault, current }: { review: Review; fault: ReviewFault; current: boolean }) {
  const answer = (agree: boolean) => (
    <button
      type="button"
      class={`button verdict ${agree ? "is-agree" : "is-disagree"}`}
      aria-pressed={fault.agree === agree}
      aria-label={`${agree ? t("find.agree") : t("find.disagree")}: ${fault.name}`}
      title={`${agree ? t("find.agree") : t("find.disagree")}${current ? ` (${agree ? "A" : "D"})` : ""}`}
      onClick={() => void review.mark(fault, agree)}
    >
      <Icon name={agree ? "check" : "cross"} />
    </button>
  );
  return (
    <li class={`fault-line is-${fault.level} ${fault.agree === false ? "is-rejected" : ""} ${current ? "is-current" : ""}`}>
      <button type="button" class="fault-name" onClick={() => { review.goFault(fault); }}>
        <Icon name={fault.level === "safety" ? "alert" : "flag"} />
        <span class="grow">
          <strong>{fault.name}</strong>
          <small class="number">{numbersOf(fault)}</small>
        </span>
      </button>
      {answer(true)}
      {answer(false)}
    </li>
  );
}

function Head({ review, rep }: { review: Review; rep: ReviewRep }) {
  const { out, hold, back } = tempoOf(rep, traceOf(review.traces.value, rep.set_number, rep.side));
  const seconds = { out: decimal(out, 1), hold: decimal(hold, 1), back: decimal(back, 1) };
  return (
    <div class={`detail-head ${rep.rejected ? "is-rejected" : ""}`}>
      <h2>
        <span>{rep.complete ? t("compare.rep", { set: rep.set_number, n: rep.number }) : t("find.partial")}</span>
        <span class="number">{rangeOf(rep)}</span>
      </h2>
      <p class="quiet number">
        {t("detail.tempo", seconds)}
        {rep.quality !== "measured" && <span class="is-estimate">{t(`quality.${rep.quality}`)}</span>}
      </p>
    </div>
  );
}

function Actions({ review, rep }: { review: Review; rep: ReviewRep | null }) {
  const set = review.set.value;
  const lessened = review.session.value.corrections.findLast(
    (one) => !one.live && !one.withdrawn && one.set_number === set?.number && (one.kind === "rep_added" || one.kind === "count"),
  );
  return (
    <div class="detail-actions">
      {rep && (
        <button type="button" class="button" aria-pressed={rep.rejected} title="X" onClick={() => void review.reject(rep)}>
          {rep.rejected ? t("detail.is_rep") : t("detail.not_rep")}
        </button>
      )}
      <button type="button" class="button" title="+" onClick={() => void review.add()}>
        {t("detail.add")}
      </button>
      <button type="button" class="button" title="−" onClick={() => void review.less()}>
        {t("detail.less")}
      </button>
      {lessened && (
        <button type="button" class="button bare" onClick={() => void review.withdraw(lessened.id)}>
          {t("detail.undo")}
        </button>
      )}
    </div>
  );
}

/** The repetition at this moment, its findings, and what a person can say to them. */
export function Detail({ review }: { review: Review }) {
  const rep = review.rep.value;
  const current = review.fault.value;
  const faults = useComputed(() => {
    const now = review.rep.value;
    const own = review.session.value.faults.filter((fault) => now?.faults.includes(fault.number));
    const chosen = review.session.value.faults.find((fault) => fault.number === review.chosenFault.value);
    return chosen && !own.includes(chosen) ? [chosen, ...own] : own;
  }).value;
  return (
    <section class="detail" aria-live="off">
      {rep ? <Head review={review} rep={rep} /> : <p class="quiet">{t("detail.none")}</p>}
      {faults.length > 0 ? (
        <ul class="faults">
          {faults.map((fault) => (
            <FaultLine key={fault.number} review={review} fault={fault} current={fault.number === current?.number} />
          ))}
        </ul>
      ) : (
        rep && <p class="quiet">{t("detail.no_findings")}</p>
      )}
      {review.session.value.sets.length > 0 && <Actions review={review} rep={rep} />}
    </section>
  );
}
