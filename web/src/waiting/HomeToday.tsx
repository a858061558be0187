import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { beginHome, homeToday, type HomeToday } from "../lib/home";
import { Icon } from "../parts/Icon";
import { t, tn } from "../texts";

/** Today's exercises, with one big button; nothing where none were prescribed for at home. */
export function HomeToday({ code }: { code: string }) {
  const today = useSignal<HomeToday | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void homeToday(code).then((answer) => {
      if (answer.ok) today.value = answer.value;
    });
  }, [code, today]);
  const begin = async () => {
    const answer = await beginHome(code);
    if (answer.ok) location.assign(answer.value.session_url);
    else problem.value = answer.text;
  };
  const { exercises, have, begun, planned, done } = today.value ?? { exercises: [], have: [], begun: false, planned: 0, done: 0 };
  if (exercises.length === 0 && planned === 0) return null;
  return (
    <section class="home-today" aria-labelledby="home-today">
      <h2 id="home-today">{exercises.length > 0 ? tn("home.today", exercises.length) : t("home.rest_day")}</h2>
      {have.length > 0 && <p class="have">{t("home.have", { things: have.join(", ") })}</p>}
      {exercises.length > 0 && (
        <button type="button" class="button first" onClick={() => void begin()}>
          <Icon name="play" />
          {t(begun ? "home.go_back" : "home.begin")}
        </button>
      )}
      {planned > 0 && <p class="number">{tn("home.week", planned, { done, planned })}</p>}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
