import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { recorded, withdrawRecording } from "../lib/erasing";
import { t } from "../texts";
import { Sure } from "./Sure";

/** The patient's way to have a recording of themselves deleted; nothing where there is none. */
export function OwnRecording({ code }: { code: string }) {
  const at = useSignal<"unknown" | "kept" | "gone">("unknown");
  useEffect(() => {
    void recorded(code).then((answer) => {
      if (answer.ok && answer.value.recorded) at.value = "kept";
    });
  }, [code, at]);
  if (at.value === "unknown") return null;
  if (at.value === "gone") return <p role="status">{t("erase.film_gone")}</p>;
  return (
    <section class="own-recording">
      <p>{t("erase.film_kept")}</p>
      <Sure name={t("erase.film")} question={t("erase.film_sure")} act={() => withdrawRecording(code)} done={() => (at.value = "gone")} />
    </section>
  );
}
