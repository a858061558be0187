import { Icon } from "../parts/Icon";
import { t } from "../texts";

interface Props {
  single: boolean;
  setSingle: (on: boolean) => void;
  close: () => void;
}

/** All keys of the page; single keys can be switched off. */
export function Keys({ single, setSingle, close }: Props) {
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
  return (
    <section class="side-card keys" aria-label={t("keys.title")}>
      <h2>
        {t("keys.title")}
        <button type="button" class="button bare tool" aria-label={t("close")} onClick={close}>
          <Icon name="cross" />
        </button>
      </h2>
      <dl>
        {rows.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label class="single">
        <input
          type="checkbox"
          checked={single}
          onChange={(event) => {
            setSingle(event.currentTarget.checked);
          }}
        />
        {t("keys.single")}
      </label>
    </section>
  );
}
