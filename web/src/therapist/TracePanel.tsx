import "uplot/dist/uPlot.min.css";

import { effect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import type { ExerciseInfo, State } from "../lib/messages";
import type { Session } from "../lib/session";
import { t } from "../texts";
import { Chart } from "./chart";

/** The exercise with this patient's own rest and target, where they were calibrated. */
function useOwn(exercise: ExerciseInfo | null, state: State | null): ExerciseInfo | null {
  const own = <T,>(values: Record<string, T> | undefined) => values?.both ?? values?.left ?? values?.right;
  const rest = own(state?.rest_values);
  const target = own(state?.target_values);
  return useMemo(
    () => exercise && { ...exercise, rest_value: rest ?? exercise.rest_value, target_value: target ?? exercise.target_value },
    [exercise, rest, target],
  );
}

/** A test, a demonstration and a walk have no signal that could be drawn. */
const NO_TRACE: ReadonlySet<State["stage"]> = new Set(["testing", "learning"]);

export function TracePanel({ session }: { session: Session }) {
  return NO_TRACE.has(session.stage.value) || session.exercise.value?.walked ? null : <Drawing session={session} />;
}

/** The movement of the last seconds against its target. */
function Drawing({ session }: { session: Session }) {
  const box = useRef<HTMLDivElement>(null);
  const known = session.exercise.value;
  const state = session.view.value.state;
  const exercise = useOwn(known, state);
  useEffect(() => {
    if (!box.current || !exercise) return undefined;
    const chart = new Chart(box.current, session.trace, exercise);
    const stop = effect(() => {
      const { signals, reps } = session.view.value;
      chart.show(signals, reps);
    });
    return () => {
      stop();
      chart.close();
    };
  }, [session, exercise]);
  return (
    <section class="trace" aria-label={t("trace.title")}>
      {exercise ? <div ref={box} class="trace-box" role="img" aria-label={t("trace.label")} /> : <p class="quiet">{t("trace.empty")}</p>}
    </section>
  );
}
