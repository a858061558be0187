import { useSignal, type Signal } from "@preact/signals";

import { itemOf, meanwhileIn, moved, oneSided, onSide, save, type Library, type Meanwhile, type Prescription, type Programme, type Programmes, type Template } from "../lib/programme";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { ItemForm } from "./ItemForm";

interface Props {
  patient: string;
  library: Library;
  /** What is edited, and the version it comes from; 0 before the first. */
  begin: Programme;
  basedOn: number;
  atHome: readonly string[] | null;
  saved: (now: Programmes) => void;
  leave: () => void;
}

/** Which side works is never guessed. */
function WhichSide({ template, take }: { template: Template; take: (programme: Programme) => void }) {
  return (
    <div class="actions" role="group" aria-label={t("programme.affected")}>
      <span>{t("programme.affected")}</span>
      {(["left", "right"] as const).map((side) => (
        <button
          key={side}
          type="button"
          class="button"
          onClick={() => {
            take({ items: onSide(template.items, side), condition: template.id });
          }}
        >
          {t(`side.${side}`)}
        </button>
      ))}
    </div>
  );
}

function Templates({ library, take }: { library: Library; take: (programme: Programme) => void }) {
  const chosen = useSignal("");
  const template = library.templates.find(({ id }) => id === chosen.value);
  return (
    <>
      <label class="field">
        <span>{t("programme.template")}</span>
        <select
          value={chosen.value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
            const found = library.templates.find(({ id }) => id === chosen.value);
            if (found && !oneSided(found.items)) take({ items: found.items, condition: found.id });
          }}
        >
          <option value="">{t("programme.choose_template")}</option>
          {library.templates.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {template && oneSided(template.items) && <WhichSide template={template} take={take} />}
      {template && (
        <p class="quiet">
          {t("programme.watch", { things: template.watch.join(" · ") })} {template.source}
        </p>
      )}
    </>
  );
}

function Add({ library, add }: { library: Library; add: (exercise: string) => void }) {
  return (
    <label class="field">
      <span>{t("programme.add")}</span>
      <select
        value=""
        onChange={(event) => {
          add(event.currentTarget.value);
          event.currentTarget.value = "";
        }}
      >
        <option value="">{t("programme.choose_template")}</option>
        {library.exercises.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Somebody else saved first: theirs is kept, mine is still on the page. */
function Clash({ at, keep, theirs }: { at: Meanwhile; keep: (programme: Programme | null) => void; theirs: () => void }) {
  const { together } = at;
  return (
    <div class="problem clash" role="alert">
      <p>{at.detail}</p>
      <div class="actions">
        {together && (
          <button type="button" class="button first" onClick={() => { keep(together); }}>
            {t("programme.both")}
          </button>
        )}
        <button type="button" class="button" onClick={() => { keep(null); }}>
          {t("programme.mine")}
        </button>
        <button type="button" class="button" onClick={theirs}>
          {t("programme.theirs")}
        </button>
      </div>
    </div>
  );
}

interface ItemsProps extends Pick<Props, "library" | "atHome"> {
  items: readonly Prescription[];
  set: (items: Prescription[]) => void;
}

function Items({ items, library, atHome, set }: ItemsProps) {
  const named = new Map(library.exercises.map((one) => [one.id, one]));
  return (
    <ol class="items">
      {items.map((item, index) => {
        const exercise = named.get(item.exercise);
        if (!exercise) return null;
        const { name } = exercise;
        return (
          <li key={item.id} aria-label={name}>
            <header>
              <h3>{name}</h3>
              <button type="button" class="button bare" disabled={index === 0} aria-label={t("programme.up", { name })} onClick={() => { set(moved(items, index, -1)); }}>
                ↑
              </button>
              <button type="button" class="button bare" disabled={index === items.length - 1} aria-label={t("programme.down", { name })} onClick={() => { set(moved(items, index, 1)); }}>
                ↓
              </button>
              <button type="button" class="button bare" aria-label={t("programme.remove", { name })} onClick={() => { set(items.filter((one) => one.id !== item.id)); }}>
                <Icon name="cross" />
              </button>
            </header>
            <ItemForm
              item={item}
              exercise={exercise}
              library={library}
              atHome={atHome}
              change={(made) => {
                set(items.map((one) => (one.id === item.id ? made : one)));
              }}
            />
          </li>
        );
      })}
    </ol>
  );
}

interface Draft {
  programme: Signal<Programme>;
  basedOn: Signal<number>;
  clash: Signal<Meanwhile | null>;
  problem: Signal<string | null>;
}

function useSaving({ patient, saved }: Props, { programme, basedOn, clash, problem }: Draft): () => Promise<void> {
  return async () => {
    const answer = await save(patient, basedOn.value, programme.value);
    clash.value = meanwhileIn(answer);
    problem.value = answer.ok || clash.value ? null : answer.text;
    if (answer.ok) saved(answer.value);
  };
}

/** Writes a version. Whatever goes wrong, what was typed stays on the page. */
export function Editor(props: Props) {
  const draft = { programme: useSignal(props.begin), basedOn: useSignal(props.basedOn), clash: useSignal<Meanwhile | null>(null), problem: useSignal<string | null>(null) };
  const { programme, basedOn, clash, problem } = draft;
  const keep = useSaving(props, draft);
  const set = (items: Prescription[]) => {
    programme.value = { ...programme.value, items };
  };
  const add = (id: string) => {
    const exercise = props.library.exercises.find((one) => one.id === id);
    const { items } = programme.value;
    if (exercise) set([...items, itemOf(exercise, items.map((one) => one.id))]);
  };
  const settle = (made: Programme | null) => {
    basedOn.value = clash.value?.newest.number ?? basedOn.value;
    if (made) programme.value = made;
    void keep();
  };
  const takeTheirs = () => {
    if (!clash.value) return;
    [programme.value, basedOn.value, clash.value] = [clash.value.newest.programme, clash.value.newest.number, null];
  };
  return (
    <form
      class="programme-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      {programme.value.items.length === 0 && <Templates library={props.library} take={(made) => (programme.value = made)} />}
      <Items items={programme.value.items} library={props.library} atHome={props.atHome} set={set} />
      <Add library={props.library} add={add} />
      {clash.value && <Clash at={clash.value} keep={settle} theirs={takeTheirs} />}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button first">
          {t("programme.save")}
        </button>
        <button type="button" class="button bare" onClick={props.leave}>
          {t("programme.leave")}
        </button>
      </div>
    </form>
  );
}
