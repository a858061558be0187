import { useSignal } from "@preact/signals";

import { bring, type Arrivals } from "../lib/reach";
import { t } from "../texts";

const FILES = ".csv,.json,text/csv,application/json,application/fhir+json";

interface ChooseProps {
  busy: boolean;
  look: (file: File) => void;
}

function Choose({ busy, look }: ChooseProps) {
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        const file = new FormData(event.currentTarget).get("file");
        if (file instanceof File) look(file);
      }}
    >
      <label class="field">
        <span>{t("import.file")}</span>
        <input type="file" name="file" accept={FILES} required />
      </label>
      <button type="submit" class="button" disabled={busy}>
        {t("import.look")}
      </button>
    </form>
  );
}

/** What becomes of each, in the file's order. */
function Rows({ found }: { found: Arrivals }) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={t("import.title")}>
      <table class="audit">
        <thead>
          <tr>
            <th>{t("import.line")}</th>
            <th>{t("import.name")}</th>
            <th>{t("import.what")}</th>
          </tr>
        </thead>
        <tbody>
          {found.patients.map((one, n) => (
            <tr key={n} class={one.state === "refused" ? "is-refused" : undefined}>
              <td class="number">{one.line}</td>
              <td>{one.name || "–"}</td>
              <td>
                <strong>{t(one.state === "new" ? (found.added ? "import.added" : "import.new") : `import.${one.state}`)}</strong> {one.why}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Many patients at once: a file is chosen, shown row by row, and only then added. */
export function Import({ back }: { back: () => void }) {
  const file = useSignal<ArrayBuffer | null>(null);
  const found = useSignal<Arrivals | null>(null);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const send = async (bytes: ArrayBuffer, add: boolean) => {
    [busy.value, problem.value] = [true, null];
    const answer = await bring(bytes, add);
    busy.value = false;
    if (answer.ok) [file.value, found.value] = [bytes, answer.value];
    else [found.value, problem.value] = [null, answer.text];
  };
  const look = async (chosen: File) => {
    try {
      await send(await chosen.arrayBuffer(), false);
    } catch {
      problem.value = t("import.unreadable");
    }
  };
  const now = found.value;
  const counts = now && { new: now.new, known: now.known, refused: now.refused };
  return (
    <div class="day">
      <div class="actions">
        <button type="button" class="button bare" onClick={back}>
          {t("day.back")}
        </button>
      </div>
      <h1>{t("import.title")}</h1>
      <p>{t("import.lead")}</p>
      <Choose busy={busy.value} look={(chosen) => void look(chosen)} />
      <p role="status">{busy.value ? t("import.busy") : counts && t(now.added ? "import.done" : "import.would", counts)}</p>
      {now && !now.added && now.new > 0 && (
        <button type="button" class="button first" disabled={busy.value} onClick={() => file.value && void send(file.value, true)}>
          {t("import.add", { n: now.new })}
        </button>
      )}
      {now && <Rows found={now} />}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
