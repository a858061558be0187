import { useSignal } from "@preact/signals";

import type { Session } from "../lib/session";
import { t } from "../texts";
import { useSpoken } from "./spoken";

const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
type Question = "pain" | "effort";

function Scale({ session, question, answer }: { session: Session; question: Question; answer: (score: number) => void }) {
  const title = t(`checkin.${question}`);
  useSpoken(session, title);
  return (
    <div class="question check-in" role="dialog" aria-label={title}>
      <h2>{title}</h2>
      <div class="scores">
        {SCORES.map((score) => (
          <button
            key={score}
            type="button"
            class="answer number"
            onClick={() => {
              answer(score);
            }}
          >
            {score}
          </button>
        ))}
      </div>
      <p class="ends">
        <span>{t(`checkin.${question}_least`)}</span>
        <span>{t(`checkin.${question}_most`)}</span>
      </p>
    </div>
  );
}

/** After a set: pain, then effort, one tap each. Who waits is not asked twice: the next set puts it away. */
export function CheckIn({ session, away }: { session: Session; away: boolean }) {
  const state = session.view.value.state;
  /** The set whose pain was tapped: the next question does not wait for the line. */
  const sent = useSignal<number | null>(null);
  const asked = state?.check_in ?? null;
  if (away || asked === null) return null;
  const known = state?.checked.find(({ set_number }) => set_number === asked);
  const painSaid = (known?.pain ?? null) !== null || sent.value === asked;
  const question = painSaid ? "effort" : "pain";
  return (
    <Scale
      key={question}
      session={session}
      question={question}
      answer={(score) => {
        sent.value = asked;
        session.send({ type: "check_in", set_number: asked, pain: question === "pain" ? score : null, effort: question === "effort" ? score : null });
      }}
    />
  );
}
