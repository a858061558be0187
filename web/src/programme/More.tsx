import type { Prescribable, Prescription } from "../lib/programme";
import { t } from "../texts";
import { NumberField } from "./NumberField";

interface Props {
  item: Prescription;
  exercise: Prescribable;
  change: (item: Prescription) => void;
}

function Range({ item, exercise, change }: Props) {
  const tempo = (part: "out" | "back", value: number) => {
    change({ ...item, tempo: { ...(item.tempo ?? { out: 2, hold: 0, back: 2 }), [part]: value } });
  };
  const noTempo = () => {
    change({ ...item, tempo: null });
  };
  return (
    <div class="dose">
      <NumberField
        label={t("programme.target", { unit: exercise.unit || "·" })}
        value={item.target}
        range={[-1000, 1000]}
        step="any"
        usual={t("programme.own")}
        change={(target) => {
          change({ ...item, target });
        }}
        clear={() => {
          change({ ...item, target: null });
        }}
      />
      <NumberField label={t("programme.out")} value={item.tempo?.out ?? null} range={[0.5, 20]} step={0.5} usual={t("programme.usual")} change={(v) => { tempo("out", v); }} clear={noTempo} />
      <NumberField label={t("programme.back")} value={item.tempo?.back ?? null} range={[0.5, 20]} step={0.5} usual={t("programme.usual")} change={(v) => { tempo("back", v); }} clear={noTempo} />
    </div>
  );
}

function Limits({ item, change }: Pick<Props, "item" | "change">) {
  const set = (part: "fewest" | "most", value: number) => {
    change({ ...item, limits: { ...(item.limits ?? { fewest: item.reps, most: item.reps }), [part]: value } });
  };
  const none = () => {
    change({ ...item, limits: null });
  };
  return (
    <div class="dose">
      <NumberField label={t("programme.fewest")} value={item.limits?.fewest ?? null} range={[1, item.reps]} usual={t("programme.as_said")} change={(v) => { set("fewest", v); }} clear={none} />
      <NumberField label={t("programme.most")} value={item.limits?.most ?? null} range={[item.reps, 100]} usual={t("programme.as_said")} change={(v) => { set("most", v); }} clear={none} />
    </div>
  );
}

function without(values: Record<string, number>, name: string): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

const said = (name: string, { threshold_names }: Prescribable) => (name === "pace.full" ? t("programme.full_share") : (threshold_names[name] ?? name));

function Thresholds({ item, exercise, change }: Props) {
  return (
    <div class="dose">
      {Object.entries(exercise.thresholds).map(([name, usual]) => (
        <NumberField
          key={name}
          label={said(name, exercise)}
          value={item.thresholds[name] ?? null}
          range={[-1000, 1000]}
          step="any"
          usual={String(usual)}
          change={(value) => {
            change({ ...item, thresholds: { ...item.thresholds, [name]: value } });
          }}
          clear={() => {
            change({ ...item, thresholds: without(item.thresholds, name) });
          }}
        />
      ))}
    </div>
  );
}

/** What is rarely changed. */
export function More(props: Props) {
  return (
    <details class="more">
      <summary>{t("programme.more")}</summary>
      <Range {...props} />
      <Limits {...props} />
      <Thresholds {...props} />
    </details>
  );
}
