import { diaryFile, ownReminders } from "../lib/reach";
import { Reminders } from "../parts/Reminders";
import { t } from "../texts";

/** A patient's own reminders, and their sessions for the calendar they keep. */
export function OwnReminders({ code, planned }: { code: string; planned: boolean }) {
  return (
    <details class="recordings own-reminders">
      <summary>{t("remind.title_own")}</summary>
      {planned && (
        <a class="button" href={diaryFile(code)} download="sessions.ics">
          {t("calendar.mine")}
        </a>
      )}
      <Reminders door={ownReminders(code)} own />
    </details>
  );
}
