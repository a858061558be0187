interface Props {
  label: string;
  value: number | null;
  range: [number, number];
  step?: number | "any";
  /** What stands where the field is empty; only then it may be. */
  usual?: string;
  change: (value: number) => void;
  clear?: () => void;
}

/** A number within its range; while something else stands there the browser says what is wrong on saving. */
export function NumberField({ label, value, range, step = 1, usual, change, clear }: Props) {
  const [min, max] = range;
  return (
    <label class="field short">
      <span>{label}</span>
      <input
        type="number"
        class="number"
        required={usual === undefined}
        min={min}
        max={max}
        step={step}
        placeholder={usual}
        value={value ?? ""}
        onInput={(event) => {
          const told = event.currentTarget.valueAsNumber;
          if (Number.isFinite(told)) change(told);
          else if (event.currentTarget.value === "" && !event.currentTarget.validity.badInput) clear?.();
        }}
      />
    </label>
  );
}
