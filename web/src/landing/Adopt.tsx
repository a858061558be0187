import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { adopt, leaders, ownerless, type Leader, type Ownerless } from "../lib/administration";
import { when } from "../lib/people";
import { locale, t } from "../texts";

/** Sessions that are nobody's, each to be given to somebody; nothing where there are none. */
export function Adopt() {
  const sessions = useSignal<Ownerless[]>([]);
  const people = useSignal<Leader[]>([]);
  const look = useCallback(async () => {
    const [found, who] = await Promise.all([ownerless(), leaders()]);
    if (found.ok) sessions.value = found.value;
    if (who.ok) people.value = who.value;
  }, [sessions, people]);
  useEffect(() => {
    void look();
  }, [look]);
  if (sessions.value.length === 0) return null;
  return (
    <section>
      <h2>{t("adopt.title")}</h2>
      <p class="quiet">{t("adopt.lead")}</p>
      <ul class="rows">
        {sessions.value.map(({ id, started_at }) => (
          <li key={id}>
            <time dateTime={started_at}>{when(started_at, locale())}</time>
            <select
              class="pick"
              aria-label={t("adopt.to", { when: when(started_at, locale()) })}
              value=""
              onChange={(event) => void adopt(id, event.currentTarget.value).then(look)}
            >
              <option value="">{t("adopt.choose")}</option>
              {people.value.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  );
}
