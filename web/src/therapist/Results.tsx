import { useState } from "preact/hooks";

import type { Result } from "../lib/messages";
import type { Session } from "../lib/session";
import { amount, inUnit } from "../lib/units";
import { t } from "../texts";

function wordOn({ confirmed }: Result): string {
  if (confirmed === null) return t("test.to_confirm");
  return confirmed ? t("test.confirmed") : t("test.discarded");
}

/** `12 stands`, `11.4 s`: no more places than were measured. */
function valueOf({ value, unit }: Result): string {
  if (value === null) return "–";
  return amount(value, unit);
}

/** The norm and the smallest real change, each with its source. */
function Compared({ result }: { result: Result }) {
  const { comparison, source, change } = result;
  const secondary = source?.endsWith("*") ?? false;
  const from = source && t(secondary ? "test.secondary" : "test.source", { source: source.replace("*", "") });
  return (
    <>
      <p>{comparison ? `${comparison} (${from})` : t("test.no_norm")}</p>
      {change && <p class="quiet">{t("test.change", { change })}</p>}
    </>
  );
}

function Judge({ session, result }: { session: Session; result: Result }) {
  const [own, setOwn] = useState<number | null>(result.own_value);
  const judge = (confirmed: boolean) => {
    session.send({ type: "judge_result", id: result.id, confirmed, own_value: own });
  };
  return (
    <div class="judge">
      <label class="pick">
        {t("test.own")}
        {inUnit(result.unit)}
        <input
          type="number"
          min={0}
          step="any"
          value={own ?? ""}
          onInput={(event) => {
            const { valueAsNumber } = event.currentTarget;
            setOwn(Number.isFinite(valueAsNumber) && valueAsNumber >= 0 ? valueAsNumber : null);
          }}
        />
      </label>
      {([true, false] as const).map((confirmed) => (
        <button
          key={String(confirmed)}
          type="button"
          class="button"
          aria-pressed={result.confirmed === confirmed}
          onClick={() => {
            judge(confirmed);
          }}
        >
          {confirmed ? t("test.confirm") : t("test.discard")}
        </button>
      ))}
    </div>
  );
}

function Card({ session, result }: { session: Session; result: Result }) {
  const known = result.value !== null && result.quality !== "not_assessable";
  return (
    <li class={`result ${result.confirmed === false ? "is-rejected" : ""}`}>
      <p>
        <strong>{result.name}</strong>
        {result.side !== "both" && ` · ${t(`side.${result.side}`)}`}{" "}
        <strong class={`number ${result.quality === "measured" ? "" : "is-estimate"}`}>
          {known ? valueOf(result) : "–"}
        </strong>{" "}
        <small class={result.quality === "measured" ? "" : "is-estimate"}>{t(`quality.${result.quality}`)}</small> ·{" "}
        <small>{wordOn(result)}</small>
      </p>
      {result.deviations.map((deviation) => (
        <p key={deviation} class="is-estimate">
          {deviation}
        </p>
      ))}
      {known && <Compared result={result} />}
      <Judge session={session} result={result} />
    </li>
  );
}

/** Results of the standard tests, newest first: nothing counts until the therapist has confirmed it. */
export function Results({ session }: { session: Session }) {
  const results = session.view.value.results;
  if (results.length === 0) return null;
  return (
    <ol class="results" aria-label={t("test.results")}>
      {[...results].reverse().map((result) => (
        <Card key={result.id} session={session} result={result} />
      ))}
    </ol>
  );
}
