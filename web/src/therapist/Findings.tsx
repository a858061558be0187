import { useComputed } from "@preact/signals";

import type { Fault, Hold, Rep } from "../lib/messages";
import type { Session } from "../lib/session";
import { askedOf, repKey, type View } from "../lib/state";
import { amount, decimal, figure } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { helped, mark } from "./actions";

/** More would only be scrolled past; review has them all. */
const SHOWN = 60;

type Item = { t: number; key: string } & ({ rep: Rep } | { fault: Fault } | { hold: Hold });

/** The holds that were not counted as a repetition as well. */
export function unpaired({ reps, holds }: Pick<View, "reps" | "holds">): Hold[] {
  return holds.filter((hold) => !reps.some((rep) => rep.side === hold.side && Math.abs(rep.start - hold.start) < 0.5));
}

/** Everything that was counted or noticed, newest first. */
export function itemsOf(view: Pick<View, "reps" | "faults" | "holds">): Item[] {
  const items: Item[] = [
    ...view.reps.map((rep) => ({ t: rep.t, key: `r${rep.set_number}.${rep.number}.${rep.complete}`, rep })),
    ...view.faults.map((fault) => ({ t: fault.t, key: `f${fault.id}`, fault })),
    ...unpaired(view).map((hold) => ({ t: hold.t, key: `h${hold.side}${hold.start}`, hold })),
  ];
  return items.sort((a, b) => b.t - a.t).slice(0, SHOWN);
}

function Trusted({ quality }: { quality: Rep["quality"] }) {
  return quality === "measured" ? null : <span class="is-estimate">{t(`quality.${quality}`)}</span>;
}

function nameOf(rep: Rep): string {
  if (rep.unit === "s") return rep.complete ? t("find.held", { n: rep.number }) : t("find.short");
  return rep.complete ? t("find.rep", { n: rep.number }) : t("find.partial");
}

/** Somebody was within reach: one key or one tap says that it was help. */
function Ask({ session }: { session: Session }) {
  return (
    <button
      type="button"
      class="button ask"
      onClick={() => {
        helped(session);
      }}
    >
      {t("find.ask")} <kbd>H</kbd>
    </button>
  );
}

function RepRow({ rep, assisted }: { rep: Rep; assisted: boolean }) {
  const value = rep.quality === "not_assessable" ? "–" : amount(rep.peak, rep.unit);
  return (
    <li class={`rep-row ${rep.complete ? "" : "is-partial"}`}>
      <Icon name={rep.complete ? "check" : "minus"} />
      <span class="grow">
        {nameOf(rep)}
        {rep.side !== "both" && ` · ${t(`side.${rep.side}`)}`}
      </span>
      {assisted && <span class="assisted">{t("find.assisted")}</span>}
      <Trusted quality={rep.quality} />
      <span class="number">{value}</span>
    </li>
  );
}

/** Against what it was judged: this patient's own value, or the values that fit most people. */
function basisOf(fault: Fault): string {
  return fault.baseline === null ? t("find.cold") : t("find.own", { n: figure(fault.baseline, fault.unit) });
}

function FaultText({ fault }: { fault: Fault }) {
  const place = [
    fault.side === "both" ? null : t(`side.${fault.side}`),
    fault.rep === null ? null : t("find.in_rep", { n: fault.rep }),
  ];
  const numbers =
    fault.quality === "not_assessable"
      ? "–"
      : `${amount(fault.value, fault.unit)} (${t("find.limit", { n: figure(fault.threshold, fault.unit) })}, ${basisOf(fault)})`;
  return (
    <span class="grow">
      <strong>{fault.name}</strong>
      <small class="number">
        {[...place, numbers].filter(Boolean).join(" · ")} <Trusted quality={fault.quality} />
      </small>
    </span>
  );
}

interface FaultProps {
  session: Session;
  fault: Fault;
  agreed: boolean | undefined;
  leads: boolean;
}

function FaultRow({ session, fault, agreed, leads }: FaultProps) {
  const verdict = (agree: boolean) => (
    <button
      type="button"
      class={`button verdict ${agree ? "is-agree" : "is-disagree"}`}
      aria-pressed={agreed === agree}
      aria-label={`${agree ? t("find.agree") : t("find.disagree")}: ${fault.name}`}
      title={agree ? t("find.agree") : t("find.disagree")}
      onClick={() => {
        mark(session, fault.id, agree);
      }}
    >
      <Icon name={agree ? "check" : "cross"} />
    </button>
  );
  return (
    <li class={`fault-row is-${fault.level} ${agreed === false ? "is-rejected" : ""}`}>
      <Icon name={fault.level === "safety" ? "alert" : "flag"} />
      <FaultText fault={fault} />
      {leads && verdict(true)}
      {leads && verdict(false)}
    </li>
  );
}

function HoldRow({ hold }: { hold: Hold }) {
  return (
    <li class="rep-row">
      <Icon name="check" />
      <span class="grow">
        {t("find.hold", { n: decimal(hold.seconds, 1) })}
        {hold.side !== "both" && ` · ${t(`side.${hold.side}`)}`}
      </span>
      <Trusted quality={hold.quality} />
    </li>
  );
}

export function Findings({ session, leads }: { session: Session; leads: boolean }) {
  const { reps, faults, holds, marks, agreement, assisted } = session.view.value;
  const asked = leads && askedOf(session.view.value, session.now.value) !== null;
  const items = useComputed(() => itemsOf(session.view.value));
  const some = reps.length + faults.length + holds.length > 0;
  return (
    <section class="findings" aria-label={t("find.title")}>
      <div class="findings-head">
        <h2>
          {t("find.title")}
          {agreement.marked > 0 && <small class="number">{t("find.agreement", agreement)}</small>}
        </h2>
        {asked && <Ask session={session} />}
      </div>
      {!some && <p class="quiet">{t("find.empty")}</p>}
      <ol tabIndex={0} aria-label={t("find.title")}>
        {items.value.map((item) => {
          if ("rep" in item) {
            const key = repKey(item.rep);
            return <RepRow key={item.key} rep={item.rep} assisted={assisted.has(key)} />;
          }
          if ("hold" in item) return <HoldRow key={item.key} hold={item.hold} />;
          const { fault } = item;
          return <FaultRow key={item.key} session={session} fault={fault} agreed={marks[fault.id]} leads={leads} />;
        })}
      </ol>
    </section>
  );
}
