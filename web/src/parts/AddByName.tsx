import { useSignal } from "@preact/signals";

import { Icon } from "./Icon";
import { t, type Key } from "../texts";

interface Props {
  /** Of the field, for the browser. */
  field: string;
  label: Key;
  button: Key;
  /** True once the person was added: the field is emptied then. */
  add: (name: string) => Promise<boolean>;
}

/** A person is added by their name alone. */
export function AddByName({ field, label, button, add }: Props) {
  const name = useSignal("");
  const submit = async () => {
    if (await add(name.value)) name.value = "";
  };
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="field">
        <span>{t(label)}</span>
        <input
          name={field}
          required
          maxLength={120}
          autocomplete="off"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button">
        <Icon name="plus" />
        {t(button)}
      </button>
    </form>
  );
}
