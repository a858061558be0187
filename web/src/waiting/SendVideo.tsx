import { useSignal } from "@preact/signals";

import { videosBy } from "../parts/video";
import { VideoForm } from "../parts/VideoForm";
import { Icon } from "../parts/Icon";
import { t } from "../texts";

/** A patient's own video, for their therapist. */
export function SendVideo({ code, sent }: { code: string; sent: () => void }) {
  const at = useSignal<"button" | "form" | "sent">("button");
  if (at.value === "form") {
    return (
      <div class="send-video">
        <h2>{t("waiting.send")}</h2>
        <p>{t("waiting.send_lead")}</p>
        <VideoForm
          door={videosBy(code)}
          back={() => (at.value = "button")}
          done={() => {
            at.value = "sent";
            sent();
          }}
        />
      </div>
    );
  }
  return (
    <div class="send-video">
      {at.value === "sent" && (
        <p class="lead" role="status">
          {t("waiting.sent")}
        </p>
      )}
      <button type="button" class="button" onClick={() => (at.value = "form")}>
        <Icon name="upload" />
        {t(at.value === "sent" ? "waiting.send_more" : "waiting.send")}
      </button>
    </div>
  );
}
