import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Draft, SaveExercise } from "../lib/messages";
import type { Session } from "../lib/session";
import { decimal, figure, signOf, typed, typeable } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";

/** While somebody shows the exercise. */
export function Showing({ session, end }: { session: Session; end: ComponentChildren }) {
  const count = useSignal("");
  return (
    <div class="testing">
      <p>{t("learn.showing")}</p>
      <label class="pick is-inline">
        {t("learn.count")}
        <input
          type="number"
          min={3}
          max={20}
          value={count.value}
          onInput={(event) => {
            count.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="row">
        <button
          type="button"
          class="button first"
          onClick={() => {
            const reps = Number(count.value);
            session.endLearning(reps >= 3 && reps <= 20 ? Math.round(reps) : null);
          }}
        >
          <Icon name="check" />
          {t("learn.done")}
        </button>
        {end}
      </div>
    </div>
  );
}

const WIDE = 400;
const HIGH = 110;

/** The signal as it was shown, each repetition shaded, rest and target as lines. */
function Curve({ draft, rest, target }: { draft: Draft; rest: number; target: number }) {
  const points = Object.values(draft.traces)[0] ?? [];
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 1];
  const values = [...points.map(([, value]) => value), rest, target];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (time: number) => ((time - first) / Math.max(1e-6, last - first)) * WIDE;
  const y = (value: number) => HIGH - 6 - ((value - low) / Math.max(1e-6, high - low)) * (HIGH - 12);
  return (
    <svg class="curve" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={t("learn.curve", { n: draft.shown.length })}>
      {draft.shown.map((rep) => (
        <rect key={`${rep.side}${rep.start}`} class="curve-rep" x={x(rep.start)} y={0} width={Math.max(1, x(rep.end) - x(rep.start))} height={HIGH} />
      ))}
      <line class="curve-rest" x1={0} x2={WIDE} y1={y(rest)} y2={y(rest)} />
      <line class="curve-target" x1={0} x2={WIDE} y1={y(target)} y2={y(target)} />
      <polyline class="curve-line" points={points.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(" ")} />
    </svg>
  );
}

interface FieldProps {
  label: string;
  value: string;
  set: (value: string) => void;
}

function Figure({ label, value, set }: FieldProps) {
  return (
    <label class="pick">
      {label}
      <input
        type="number"
        step="any"
        value={value}
        onInput={(event) => {
          set(event.currentTarget.value);
        }}
      />
    </label>
  );
}

type Wish = Record<"name" | "rest" | "target" | "reps", string>;

/** What was typed; the draft's own value, in full, where it was left as it is. */
function valueOf(text: string, own: number, unit: string): number | null {
  return text === typeable(own, unit) ? own : typed(text, unit);
}

/** What is sent; null while a field can't be used. */
export function wishOf(wish: Wish, draft: Draft): SaveExercise | null {
  const [rest, target] = [valueOf(wish.rest, draft.rest, draft.unit), valueOf(wish.target, draft.target, draft.unit)];
  const [name, reps] = [wish.name.trim(), Number(wish.reps)];
  if (name === "" || rest === null || target === null || rest === target) return null;
  return Number.isInteger(reps) && reps >= 1 && reps <= 100 ? { type: "save_exercise", name, rest, target, reps } : null;
}

function facts(draft: Draft): string {
  return [
    t("learn.seen", { n: draft.shown.length }),
    draft.tempo_out === null ? null : t("learn.tempo", { out: decimal(draft.tempo_out, 1), back: decimal(draft.tempo_back ?? 0, 1) }),
    t("learn.full", { n: figure(draft.full, draft.unit) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The draft: the therapist names it, corrects a few numbers, keeps it. */
export function DraftForm({ session, draft }: { session: Session; draft: Draft }) {
  const { unit } = draft;
  const [wish, set] = useState<Wish>({ name: "", rest: typeable(draft.rest, unit), target: typeable(draft.target, unit), reps: String(draft.reps) });
  const made = wishOf(wish, draft);
  const sign = ` (${signOf(unit)})`;
  const change = (key: keyof Wish) => (value: string) => {
    set({ ...wish, [key]: value });
  };
  return (
    <form
      class="picker draft"
      onSubmit={(event) => {
        event.preventDefault();
        if (made) session.send(made);
      }}
    >
      <p class="number">{facts(draft)}</p>
      <Curve draft={draft} rest={valueOf(wish.rest, draft.rest, unit) ?? draft.rest} target={valueOf(wish.target, draft.target, unit) ?? draft.target} />
      {!draft.confirmed && <p class="is-estimate">{t("learn.unsure")}</p>}
      <label class="pick">
        {t("learn.name")}
        <input
          type="text"
          maxLength={48}
          value={wish.name}
          onInput={(event) => {
            change("name")(event.currentTarget.value);
          }}
        />
      </label>
      <div class="person">
        <Figure label={t("learn.rest") + sign} value={wish.rest} set={change("rest")} />
        <Figure label={t("learn.target") + sign} value={wish.target} set={change("target")} />
        <Figure label={t("learn.reps")} value={wish.reps} set={change("reps")} />
      </div>
      <details>
        <summary>{t("learn.why")}</summary>
        <ul>
          {draft.why.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
      <div class="row">
        <button type="submit" class="button first" disabled={!made}>
          {t("learn.save")}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            session.dropDraft();
          }}
        >
          {t("learn.discard")}
        </button>
      </div>
    </form>
  );
}
