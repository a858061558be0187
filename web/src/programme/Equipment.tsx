import { missingAtHome, type Library, type Prescription } from "../lib/programme";
import { Icon } from "../parts/Icon";
import { t } from "../texts";

const nameIn = ({ equipment }: Library, thing: string) => equipment.find(({ id }) => id === thing)?.name ?? thing;

/** `Chair, Exercise band (yellow)`; null where it needs nothing. */
export function needsOf({ equipment }: Prescription, library: Library): string | null {
  const named = equipment.map(({ thing, detail }) => nameIn(library, thing) + (detail && ` (${detail})`));
  return named.length > 0 ? named.join(", ") : null;
}

/** What is not there at home by what the intake says. */
export function Lacks({ item, library, atHome }: { item: Prescription; library: Library; atHome: readonly string[] | null }) {
  const things = missingAtHome(item, atHome).map((thing) => nameIn(library, thing));
  if (things.length === 0) return null;
  return (
    <span class="lacks">
      <Icon name="alert" />
      {t("programme.lacks", { things: things.join(", ") })}
    </span>
  );
}

interface Props {
  item: Prescription;
  library: Library;
  atHome: readonly string[] | null;
  change: (item: Prescription) => void;
}

function Chosen({ item, library, change }: Omit<Props, "atHome">) {
  const set = (equipment: Prescription["equipment"]) => {
    change({ ...item, equipment });
  };
  return (
    <ul class="things">
      {item.equipment.map(({ thing, detail }) => {
        const name = nameIn(library, thing);
        return (
          <li key={thing}>
            <span>{name}</span>
            <input
              maxLength={40}
              aria-label={t("programme.which_one_of", { thing: name })}
              placeholder={t("programme.which_one")}
              value={detail}
              onInput={(event) => {
                set(item.equipment.map((one) => (one.thing === thing ? { thing, detail: event.currentTarget.value } : one)));
              }}
            />
            <button
              type="button"
              class="button bare"
              aria-label={t("programme.remove", { name })}
              onClick={() => {
                set(item.equipment.filter((one) => one.thing !== thing));
              }}
            >
              <Icon name="cross" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What the exercise is done with: each thing with which one it is. */
export function Equipment({ item, library, atHome, change }: Props) {
  const others = library.equipment.filter(({ id }) => !item.equipment.some(({ thing }) => thing === id));
  return (
    <fieldset class="equipment">
      <legend>{t("programme.equipment")}</legend>
      <Chosen item={item} library={library} change={change} />
      <select
        aria-label={t("programme.add_thing")}
        value=""
        onChange={(event) => {
          change({ ...item, equipment: [...item.equipment, { thing: event.currentTarget.value, detail: "" }] });
          event.currentTarget.value = "";
        }}
      >
        <option value="">{t("programme.add_thing")}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Lacks item={item} library={library} atHome={atHome} />
    </fieldset>
  );
}
