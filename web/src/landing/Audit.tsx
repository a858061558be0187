import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { audit, type AuditLine } from "../lib/administration";
import { when } from "../lib/people";
import { type Key, locale, t } from "../texts";

/** The deed in words; one without words of its own as it is kept. */
function deedOf({ action }: AuditLine): string {
  const key = `audit.${action}`;
  return key in DEEDS ? t(DEEDS[key as keyof typeof DEEDS]) : action;
}

const NAMES = [
  "enter",
  "see_self",
  "consent",
  "start_session",
  "join_session",
  "lead_session",
  "review_session",
  "say_in_review",
  "export_session",
  "withdraw_recording",
  "delete_session",
  "see_patient",
  "add_patient",
  "change_patient",
  "see_chart",
  "write_chart",
  "see_people",
  "change_people",
  "see_audit",
] as const;
const DEEDS = Object.fromEntries(NAMES.map((name) => [`audit.${name}`, `audit.${name}`])) as Record<`audit.${(typeof NAMES)[number]}`, Key>;

function Line({ line }: { line: AuditLine }) {
  return (
    <tr class={line.done ? undefined : "is-refused"}>
      <td>
        <time class="number" dateTime={line.at}>
          {when(line.at, locale())}
        </time>
      </td>
      <td>{line.who || t("audit.nobody")}</td>
      <td>
        {deedOf(line)}
        {!line.done && <strong> · {t("audit.refused")}</strong>}
      </td>
      <td>{line.subject}</td>
    </tr>
  );
}

/** Who saw or changed what, newest first; nothing here can be changed. */
export function Audit({ back }: { back: () => void }) {
  const lines = useSignal<AuditLine[]>([]);
  const done = useSignal(false);
  const problem = useSignal<string | null>(null);
  const more = useCallback(async () => {
    const answer = await audit(lines.peek().at(-1)?.id ?? null);
    if (!answer.ok) problem.value = answer.text;
    else if (answer.value.length === 0) done.value = true;
    else lines.value = [...lines.peek(), ...answer.value];
  }, [lines, done, problem]);
  useEffect(() => {
    void more();
  }, [more]);
  return (
    <div class="day">
      <button type="button" class="button bare" onClick={back}>
        {t("day.back")}
      </button>
      <h1>{t("audit.title")}</h1>
      <p class="quiet">{t("audit.lead")}</p>
      <div class="wide" tabIndex={0} role="region" aria-label={t("audit.title")}>
        <table class="audit">
          <thead>
            <tr>
              <th>{t("audit.when")}</th>
              <th>{t("audit.who")}</th>
              <th>{t("audit.what")}</th>
              <th>{t("audit.whom")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.value.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {!done.value && (
        <button type="button" class="button" onClick={() => void more()}>
          {t("audit.older")}
        </button>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
