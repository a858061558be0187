import { KeyList, type KeysProps } from "../parts/KeyList";
import { t } from "../texts";

export function Keys(props: KeysProps) {
  const rows: [string[], string][] = [
    [[t("key.space")], t("keys.set")],
    [["+", "−"], t("keys.count")],
    [["N"], t("keys.next")],
    [["A", "D"], t("keys.mark")],
    [["1", "…", "6"], t("keys.cue")],
    [["T"], t("keys.test")],
    [["H"], t("keys.assisted")],
    [["P", "1", "…"], t("keys.who")],
    [["V"], t("keys.record")],
    [["F"], t("keys.freeze")],
    [["Z"], t("keys.undo")],
    [["M"], t("keys.mute")],
    [["Shift", "Esc"], t("keys.stop")],
    [["?"], t("keys.help")],
  ];
  return <KeyList {...props} rows={rows} class="keys" />;
}
