import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { ownProgress, progressOf, type Followed, type Progress } from "../lib/progress";
import type { Answer } from "../lib/entrance";
import { t, tn } from "../texts";
import { Calendar } from "./Calendar";
import { Course, titleOf } from "./Course";
import { GoalScale } from "./GoalScale";
import "./progress.css";

function useProgress(ask: () => Promise<Answer<Progress>>, of: string) {
  const at = useSignal<Progress | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void ask().then((answer) => {
      if (answer.ok) at.value = answer.value;
      else problem.value = answer.text;
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` asks of `of`
  }, [of]);
  return { at: at.value, problem: problem.value };
}

function Courses({ courses, sources = false, judged = true }: { courses: readonly Followed[]; sources?: boolean; judged?: boolean }) {
  return (
    <div class="courses">
      {courses.map((one) => (
        <Course key={`${one.kind} ${titleOf(one)} ${one.unit}`} one={one} sources={sources} judged={judged} />
      ))}
    </div>
  );
}

const inDegrees = ({ kind, unit }: Followed) => kind === "range" && unit === "°";

/** Goal attainment over the days as a course like any other; no change of it is called chance or not. */
function scoresOf({ scores }: Progress): Followed | null {
  if (scores.length < 2) return null;
  const points = scores.map(({ at, score }) => ({ at, value: Math.round(score), measured: true }));
  return { kind: "test", id: "goals", name: t("course.goals"), side: "both", unit: "", rising: true, points, smallest: null, verdict: "unknown" };
}

/** The therapist's: all that is followed. */
export function ProgressSection({ patient }: { patient: string }) {
  const { at, problem } = useProgress(() => progressOf(patient), patient);
  if (problem) return <p class="problem">{problem}</p>;
  if (!at) return null;
  const ranges = at.exercises.filter(inDegrees);
  const rest = at.exercises.filter((one) => !inDegrees(one));
  const scores = scoresOf(at);
  return (
    <section class="progress">
      <h2>{t("progress.title")}</h2>
      <div class="progress-top">
        <div class="progress-part">
          <h3>{t("kept.title")}</h3>
          <Calendar weeks={at.weeks} />
        </div>
        {scores && (
          <div class="progress-part">
            <h3>{t("goal.title")}</h3>
            <Course one={scores} sources={false} judged={false} />
          </div>
        )}
      </div>
      <h3>{t("progress.tests")}</h3>
      {at.unconfirmed > 0 && <p class="quiet">{tn("progress.unconfirmed", at.unconfirmed)}</p>}
      {at.tests.length + ranges.length === 0 && <p class="quiet">{t("progress.no_tests")}</p>}
      <Courses courses={[...at.tests, ...ranges]} sources />
      {rest.length > 0 && (
        <details>
          <summary>{t("progress.exercises")}</summary>
          <p class="quiet">{t("course.no_errors")}</p>
          <Courses courses={rest} judged={false} />
        </details>
      )}
    </section>
  );
}

/** A patient's own: days, goals, tests and ranges, in plain words. */
export function OwnProgress({ code }: { code: string }) {
  const { at, problem } = useProgress(() => ownProgress(code), code);
  if (problem) return <p class="problem">{problem}</p>;
  if (!at) return null;
  const goals = at.goals.filter(({ ended }) => ended === null);
  const courses = [...at.tests, ...at.exercises.filter(inDegrees)];
  return (
    <div class="progress">
      <h2>{t("kept.title")}</h2>
      <Calendar weeks={at.weeks} />
      {goals.length > 0 && <h2>{t("progress.own_goals")}</h2>}
      {goals.map((goal) => (
        <div key={goal.id} class="own-goal">
          <strong>{goal.what}</strong>
          <GoalScale goal={goal} />
        </div>
      ))}
      {courses.length > 0 && <h2>{t("progress.own_tests")}</h2>}
      <Courses courses={courses} />
    </div>
  );
}
