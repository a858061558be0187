import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { agree, ownAgreements, type Agreement } from "../lib/administration";
import type { Answer } from "../lib/entrance";
import { dateOf } from "../lib/people";
import { Icon } from "../parts/Icon";
import { locale, t } from "../texts";

function stateOf({ given, at }: Agreement): string {
  if (given === null || at === null) return t("agree.open");
  return t(given ? "agree.given" : "agree.taken_back", { date: dateOf(at, locale()) });
}

function One({ one, say }: { one: Agreement; say: (given: boolean) => void }) {
  return (
    <li>
      <h2>{one.title}</h2>
      <p>{one.text}</p>
      <p class={one.given ? "agree-state is-given" : "agree-state"}>
        {one.given && <Icon name="check" />}
        {stateOf(one)}
      </p>
      <div class="agree-answers">
        {one.given !== true && (
          <button
            type="button"
            class="button"
            aria-label={`${one.title}: ${t("agree.yes")}`}
            onClick={() => {
              say(true);
            }}
          >
            {t("agree.yes")}
          </button>
        )}
        {one.given !== false && (
          <button
            type="button"
            class="button"
            aria-label={`${one.title}: ${t(one.given ? "agree.take_back" : "agree.no")}`}
            onClick={() => {
              say(false);
            }}
          >
            {t(one.given ? "agree.take_back" : "agree.no")}
          </button>
        )}
      </div>
    </li>
  );
}

/** What the patient agrees to: each in its words, with its answer, taken back as easily as given. */
export function Agreements({ code }: { code: string }) {
  const all = useSignal<Agreement[]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void ownAgreements(code).then((answer) => {
      if (answer.ok) all.value = answer.value;
    });
  }, [code, all]);
  const take = (answer: Answer<Agreement[]>) => {
    problem.value = answer.ok ? null : answer.text;
    if (answer.ok) all.value = answer.value;
  };
  const open = all.value.filter(({ given }) => given === null).length;
  if (all.value.length === 0) return null;
  return (
    <details class="recordings agreements">
      <summary>{open > 0 ? t("agree.title_open", { n: open }) : t("agree.title")}</summary>
      <ul>
        {all.value.map((one) => (
          <One key={one.kind} one={one} say={(given) => void agree(code, one, given).then(take)} />
        ))}
      </ul>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </details>
  );
}
