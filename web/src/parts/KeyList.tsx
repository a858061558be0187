import "./keys.css";

import { Icon } from "./Icon";
import { t } from "../texts";

export interface KeysProps {
  single: boolean;
  setSingle: (on: boolean) => void;
  close: () => void;
}

interface Props extends KeysProps {
  /** The keys of one line, and what they do. */
  rows: [string[], string][];
  class: string;
}

/** All keys of a page; single keys can be switched off. */
export function KeyList({ rows, single, setSingle, close, class: kind }: Props) {
  return (
    <section class={kind} aria-label={t("keys.title")}>
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
