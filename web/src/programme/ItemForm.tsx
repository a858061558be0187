import { dayName, type Library, type Prescribable, type Prescription } from "../lib/programme";
import { locale, t } from "../texts";
import { Equipment } from "./Equipment";
import { More } from "./More";
import { NumberField } from "./NumberField";

interface Props {
  item: Prescription;
  exercise: Prescribable;
  library: Library;
  /** Things that are there at home; null: nobody has asked. */
  atHome: readonly string[] | null;
  change: (item: Prescription) => void;
}

function Sides({ item, exercise, change }: Pick<Props, "item" | "exercise" | "change">) {
  if (exercise.sides.length < 2) return null;
  return (
    <label class="field short">
      <span>{t("programme.side")}</span>
      <select
        value={item.side}
        onChange={(event) => {
          change({ ...item, side: event.currentTarget.value as Prescription["side"] });
        }}
      >
        {exercise.sides.map((side) => (
          <option key={side} value={side}>
            {t(`side.${side}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Days({ item, change }: Pick<Props, "item" | "change">) {
  return (
    <fieldset class="days">
      <legend>{t("programme.days")}</legend>
      {[0, 1, 2, 3, 4, 5, 6].map((day) => (
        <label key={day}>
          <input
            type="checkbox"
            checked={item.days.includes(day)}
            onChange={() => {
              const days = item.days.includes(day) ? item.days.filter((d) => d !== day) : [...item.days, day].sort();
              change({ ...item, days });
            }}
          />
          <span>{dayName(day, locale())}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Dose({ item, exercise, change }: Pick<Props, "item" | "exercise" | "change">) {
  const hold = exercise.hold_s !== null;
  return (
    <div class="dose">
      <Sides item={item} exercise={exercise} change={change} />
      <NumberField label={t("programme.sets")} value={item.sets} range={[1, 10]} change={(sets) => { change({ ...item, sets }); }} />
      <NumberField
        label={hold ? t("programme.holds") : t("programme.reps")}
        value={item.reps}
        range={[1, 100]}
        change={(reps) => {
          const limits = item.limits && { fewest: Math.min(item.limits.fewest, reps), most: Math.max(item.limits.most, reps) };
          change({ ...item, reps, limits });
        }}
      />
      {hold && <NumberField label={t("programme.hold")} value={item.hold_s ?? 10} range={[1, 300]} change={(hold_s) => { change({ ...item, hold_s }); }} />}
      <NumberField label={t("programme.rest")} value={item.rest_s} range={[0, 600]} change={(rest_s) => { change({ ...item, rest_s }); }} />
    </div>
  );
}

function Safety({ item, library, change }: Pick<Props, "item" | "library" | "change">) {
  return (
    <div class="dose">
      <label class="field">
        <span>{t("programme.support")}</span>
        <select
          value={item.support}
          onChange={(event) => {
            change({ ...item, support: event.currentTarget.value });
          }}
        >
          {library.supports.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <NumberField label={t("programme.stop_pain")} value={item.stop.pain} range={[0, 10]} change={(pain) => { change({ ...item, stop: { ...item.stop, pain } }); }} />
      <NumberField label={t("programme.stop_effort")} value={item.stop.effort} range={[0, 10]} change={(effort) => { change({ ...item, stop: { ...item.stop, effort } }); }} />
    </div>
  );
}

/** One exercise of the programme: dose, days and safety at hand, the rest folded away. */
export function ItemForm({ item, exercise, library, atHome, change }: Props) {
  return (
    <>
      <Dose item={item} exercise={exercise} change={change} />
      {!exercise.therapist_only && <Days item={item} change={change} />}
      <Safety item={item} library={library} change={change} />
      <Equipment item={item} library={library} atHome={atHome} change={change} />
      <label class="field">
        <span>{t("programme.note")}</span>
        <input
          maxLength={500}
          value={item.note}
          onInput={(event) => {
            change({ ...item, note: event.currentTarget.value });
          }}
        />
      </label>
      <More item={item} exercise={exercise} change={change} />
    </>
  );
}
