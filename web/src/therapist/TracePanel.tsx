import "uplot/dist/uPlot.min.css";

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { t } from "../texts";
import { Chart } from "./chart";

/** The movement of the last seconds against its target. */
export function TracePanel({ session }: { session: Session }) {
  const box = useRef<HTMLDivElement>(null);
  const exercise = session.exercise.value;
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
