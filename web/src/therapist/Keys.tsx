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
    [[t("key.space")], t("keys.set")],
    [["+", "−"], t("keys.count")],
    [["A", "D"], t("keys.mark")],
    [["1", "…", "6"], t("keys.cue")],
    [["T"], t("keys.test")],
    [["H"], t("keys.assisted")],
    [["P", "1", "…"], t("keys.who")],
    [["V"], t("keys.record")],
    [["M"], t("keys.mute")],
    [["Shift", "Esc"], t("keys.stop")],
    [["?"], t("keys.help")],
  ];
  return (
    <section class="keys" aria-label={t("keys.title")}>
      <h2>
        {t("keys.title")}
        <button type="button" class="button bare" aria-label={t("close")} onClick={close}>
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
