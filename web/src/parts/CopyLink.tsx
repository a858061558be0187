import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { t } from "../texts";
import { Icon } from "./Icon";

/** An address to hand on, with a button that copies it. */
export function CopyLink({ url }: { url: string }) {
  const copied = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      copied.value = true;
    } catch {
      copied.value = false; // the address is selected: the person can copy it by hand
    }
  };
  return (
    <div class="copy">
      <input ref={field} readOnly value={url} aria-label={t("landing.patient_step")} />
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={copied.value ? "check" : "copy"} />
        <span aria-live="polite">{copied.value ? t("landing.copied") : t("landing.copy")}</span>
      </button>
    </div>
  );
}
