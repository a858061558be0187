import { useSignal, type Signal } from "@preact/signals";

import type { ExerciseOverridesIn, Job, RejudgeDifference, ReviewLimit, SetDifference } from "../lib/review";
import { figure, signOf, typed } from "../lib/units";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { finished } from "./door";
import type { Review } from "./review";
import { clockOf } from "./span";

interface Wish {
  exercise: string;
  what: string;
  value: string;
}

/** The wish as the server takes it; today's rules alone where no value was given. */
export function overridesOf({ exercise, what, value }: Wish, unit: string): Record<string, ExerciseOverridesIn> {
  const number = typed(value, unit);
  if (number === null) return {};
  if (what === "target") return { [exercise]: { target: number } };
  if (what === "full") return { [exercise]: { pace: { full: number } } };
  return { [exercise]: { faults: { [what]: { limit: number } } } };
}

/** The limit as the session was judged by it. */
function presentOf(review: Review, { exercise, what }: Wish): ReviewLimit | null {
  return review.session.value.exercises.find(({ id }) => id === exercise)?.limits[what] ?? null;
}

function Choose({ review, wish }: { review: Review; wish: Signal<Wish> }) {
  const { exercises } = review.session.value;
  const exercise = exercises.find(({ id }) => id === wish.value.exercise);
  const now = presentOf(review, wish.value);
  const set = (over: Partial<Wish>) => {
    wish.value = { ...wish.value, ...over };
  };
  return (
    <>
      {exercises.length > 1 && <label class="field">
        <span>{t("again.exercise")}</span>
        <select value={wish.value.exercise} onChange={(event) => { set({ exercise: event.currentTarget.value, what: "target" }); }}>
          {exercises.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>}
      <label class="field">
        <span>{t("again.what")}</span>
        <select value={wish.value.what} onChange={(event) => { set({ what: event.currentTarget.value }); }}>
          <option value="target">{t("again.target")}</option>
          <option value="full">{t("again.full")}</option>
          {Object.entries(exercise?.faults ?? {}).map(([id, name]) => (
            <option key={id} value={id}>
              {t("again.fault", { name })}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>
          {t("again.value")} {now && <small class="number">({t("again.now", { n: figure(now.value, now.unit) })})</small>}
        </span>
        <span class="typed">
          <input inputMode="decimal" value={wish.value.value} onInput={(event) => { set({ value: event.currentTarget.value }); }} />
          <span class="quiet">{now && signOf(now.unit)}</span>
        </span>
      </label>
    </>
  );
}

function Changed({ review, set }: { review: Review; set: SetDifference }) {
  const rows: [string, { text: string; t: number }[]][] = [
    ["gained", [...set.reps_gained.map((rep) => ({ text: t("compare.set"), t: rep.start })), ...set.faults_gained.map((fault) => ({ text: fault.name, t: fault.start }))]],
    ["lost", [...set.reps_lost.map((rep) => ({ text: t("compare.set"), t: rep.start })), ...set.faults_lost.map((fault) => ({ text: fault.name, t: fault.start }))]],
  ];
  return (
    <li>
      <h3 class="number">{t("again.reps", { n: set.number, before: set.before, after: set.after })}</h3>
      <ul>
        {rows.flatMap(([kind, items]) =>
          items.map((item) => (
            <li key={`${kind}${item.text}${item.t}`}>
              <button type="button" class={`change is-${kind}`} onClick={() => { review.go(item.t); }}>
                {t(kind === "gained" ? "again.gained" : "again.lost", { text: t("again.at", { name: item.text, t: clockOf(item.t) }) })}
              </button>
            </li>
          )),
        )}
      </ul>
    </li>
  );
}

function Difference({ review, difference }: { review: Review; difference: RejudgeDifference }) {
  const changed = difference.sets.filter(
    (set) => set.before !== set.after || set.reps_gained.length + set.reps_lost.length + set.faults_gained.length + set.faults_lost.length > 0,
  );
  const kept = difference.not_known.join(", ");
  return (
    <>
      {kept && <p>{t("again.not_known", { n: kept })}</p>}
      {difference.same || changed.length === 0 ? (
        <p>{t("again.same")}</p>
      ) : (
        <ol class="changes">
          {changed.map((set) => (
            <Changed key={set.number} review={review} set={set} />
          ))}
        </ol>
      )}
    </>
  );
}

/** Runs the judgement and keeps what it says; a second run takes the place of the first. */
function useRun(review: Review) {
  const job = useSignal<Job | null>(null);
  const difference = useSignal<RejudgeDifference | null>(null);
  const problem = useSignal<string | null>(null);
  const accepted = useSignal(false);
  const run = async (wish: Wish) => {
    [difference.value, problem.value, accepted.value] = [null, null, false];
    const begun = await review.door.rejudge({ overrides: overridesOf(wish, presentOf(review, wish)?.unit ?? "") });
    if (!begun.ok) return void (problem.value = begun.text);
    const done = await finished(begun.value, (now) => (job.value = now));
    if (!done.ok) return void ([job.value, problem.value] = [null, done.text]);
    const answer = await review.door.difference(done.value.id);
    if (answer.ok) difference.value = answer.value;
    else problem.value = answer.text;
  };
  const accept = async () => {
    if (!job.value || !(await review.take(review.door.accept(job.value.id)))) return;
    [difference.value, accepted.value] = [null, true];
    await review.loadTraces();
  };
  return { job, difference, problem, accepted, run, accept };
}

function Progress({ job }: { job: Job | null }) {
  if (!job || (job.state !== "running" && job.state !== "waiting")) return null;
  return (
    <p class="progress" role="status">
      <progress value={job.progress} max={1} /> {job.message}
    </p>
  );
}

/** Judge the session again with another limit; the difference is seen before anything changes. */
export function Rejudge({ review, close }: { review: Review; close: () => void }) {
  const first = review.set.peek()?.exercise ?? review.session.peek().exercises[0]?.id ?? "";
  const wish = useSignal<Wish>({ exercise: first, what: "target", value: "" });
  const { job, difference, problem, accepted, run, accept } = useRun(review);
  const { judgements } = review.session.value;
  const current = judgements.find((one) => one.current);
  return (
    <section class="side-card rejudge" aria-label={t("review.rejudge")}>
      <h2>
        {t("review.rejudge")}
        <button type="button" class="button bare tool" aria-label={t("close")} onClick={close}>
          <Icon name="cross" />
        </button>
      </h2>
      <p>{t("again.lead")}</p>
      <Choose review={review} wish={wish} />
      <p class="quiet">{t("again.rules")}</p>
      <button type="button" class="button first" disabled={job.value?.state === "running"} onClick={() => void run(wish.value)}>
        {t("again.run")}
      </button>
      <Progress job={job.value} />
      {problem.value && <p class="problem" role="alert">{problem.value}</p>}
      {difference.value && (
        <div class="outcome" role="status" ref={(box) => { box?.scrollIntoView({ block: "start" }); }}>
          <div class="detail-actions">
            <button type="button" class="button first" disabled={difference.value.same} onClick={() => void accept()}>
              {t("again.accept")}
            </button>
            <button type="button" class="button" onClick={() => { difference.value = null; }}>
              {t("again.discard")}
            </button>
          </div>
          <Difference review={review} difference={difference.value} />
        </div>
      )}
      {accepted.value && <p role="status">{t("again.accepted")}</p>}
      {current && judgements.length > 1 && <p class="quiet">{t("again.kept", { n: current.number, total: judgements.length })}</p>}
    </section>
  );
}
