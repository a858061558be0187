import { useSignal } from "@preact/signals";

import { OwnProgress } from "../progress/ProgressSection";
import { t } from "../texts";

/** How the patient gets on, asked for when it is opened. */
export function HowItGoes({ code }: { code: string }) {
  const opened = useSignal(false);
  return (
    <details
      class="recordings"
      onToggle={(event) => {
        opened.value ||= event.currentTarget.open;
      }}
    >
      <summary>{t("progress.own")}</summary>
      {opened.value && <OwnProgress code={code} />}
    </details>
  );
}
