import "./display.css";

import { useSignal } from "@preact/signals";

import { chooseContrast, chooseTextSize, contrast, CONTRASTS, TEXT_SIZES, textSize } from "../lib/display";
import { chooseLanguage, language, LANGUAGES, t } from "../texts";

/** Each language by its own name: who looks for theirs may not read the present one. */
function nameOfLanguage(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

function Language() {
  return (
    <label>
      <span>{t("display.language")}</span>
      <select
        value={language.value}
        onChange={(event) => {
          chooseLanguage(event.currentTarget.value);
        }}
      >
        {Object.keys(LANGUAGES).map((code) => (
          <option key={code} value={code} lang={code}>
            {nameOfLanguage(code)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PairProps<V extends string> {
  label: string;
  values: readonly V[];
  value: V;
  name: (value: V) => string;
  choose: (value: V) => void;
}

function Pair<V extends string>({ label, values, value, name, choose }: PairProps<V>) {
  return (
    <div class="display-pair" role="group" aria-label={label}>
      <span>{label}</span>
      {values.map((one) => (
        <button
          key={one}
          type="button"
          class="button"
          aria-pressed={one === value}
          onClick={() => {
            choose(one);
          }}
        >
          {name(one)}
        </button>
      ))}
    </div>
  );
}

function Card() {
  return (
    <div class="display-card">
      <Language />
      <Pair
        label={t("display.text")}
        values={TEXT_SIZES}
        value={textSize.value}
        name={(size) => t(`display.text_${size}`)}
        choose={chooseTextSize}
      />
      <Pair
        label={t("display.contrast")}
        values={CONTRASTS}
        value={contrast.value}
        name={(value) => t(`display.contrast_${value}`)}
        choose={chooseContrast}
      />
    </div>
  );
}

/** Behind one button: the page's language, its text size and its contrast. */
export function Display() {
  const open = useSignal(false);
  return (
    <details
      class="display"
      onToggle={(event) => (open.value = event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.open = false;
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget as Node)) event.currentTarget.open = false;
      }}
    >
      <summary class="button bare" aria-label={t("display.open")} title={t("display.open")}>
        <span aria-hidden="true">Aa</span>
      </summary>
      {open.value && <Card />}
    </details>
  );
}
