import { KeyList, type KeysProps } from "../parts/KeyList";
import { t } from "../texts";

export function Keys(props: KeysProps) {
  const rows: [string[], string][] = [
    [["K", t("key.space")], t("rkeys.play")],
    [["J", "L"], t("rkeys.speed")],
    [["←", "→"], t("rkeys.frame")],
    [["[", "]"], t("rkeys.rep")],
    [["N"], t("rkeys.next")],
    [["A", "D"], t("rkeys.mark")],
    [["X"], t("rkeys.reject")],
    [["+", "−"], t("rkeys.count")],
    [["B"], t("rkeys.note")],
    [["1", "…", "4"], t("rkeys.layers")],
    [["Z"], t("rkeys.zoom")],
    [["C"], t("rkeys.compare")],
    [["?"], t("keys.help")],
  ];
  return <KeyList {...props} rows={rows} class="side-card keys" />;
}
