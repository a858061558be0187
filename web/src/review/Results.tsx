import type { ReviewResult } from "../lib/review";
import { amount } from "../lib/units";
import { t } from "../texts";
import type { Review } from "./review";
import { signed } from "./signed";
import { clockOf } from "./span";

function wordOf({ confirmed }: Pick<ReviewResult, "confirmed">): string {
  if (confirmed === null) return t("test.to_confirm");
  return t(confirmed ? "test.confirmed" : "test.discarded");
}

/** What holds, the therapist's own number above the camera's. */
function valueOf({ own_value, value, unit, quality }: ReviewResult): string {
  if (own_value !== null) return amount(own_value, unit);
  return value === null || quality === "not_assessable" ? "–" : amount(value, unit);
}

function Line({ review, result }: { review: Review; result: ReviewResult }) {
  const said = result.words.at(-1);
  return (
    <li class={result.confirmed === false ? "result-line is-rejected" : "result-line"}>
      <button type="button" class="line" onClick={() => { review.go(result.t); }}>
        <span class="grow">
          {result.name}
          {result.side !== "both" && ` · ${t(`side.${result.side}`)}`}
          <small>
            {wordOf(result)}
            {said && ` · ${signed(said)}`}
          </small>
        </span>
        <strong class="number">{valueOf(result)}</strong>
        <span class="number quiet">{clockOf(result.t)}</span>
      </button>
    </li>
  );
}

/** Standard tests of the session, each with whose word holds. */
export function Results({ review }: { review: Review }) {
  const { results } = review.session.value;
  if (results.length === 0) return null;
  return (
    <section class="agreement" aria-label={t("test.results")}>
      <h2>{t("test.results")}</h2>
      <ol>
        {results.map((result) => (
          <Line key={result.number} review={review} result={result} />
        ))}
      </ol>
    </section>
  );
}
