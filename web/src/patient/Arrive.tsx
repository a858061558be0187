import { useSignal } from "@preact/signals";

import { allToHave } from "../lib/ready";
import type { Session } from "../lib/session";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { therapistName } from "../parts/words";
import { t } from "../texts";
import { ListeningChoice } from "./Listening";

/** Who is calling, and one big button. */
export function Arrive({ session, test }: { session: Session; test: () => void }) {
  const opening = useSignal(false);
  const problem = session.camera.problem.value;
  const name = therapistName(session.view.value);
  const { state } = session.view.value;
  const have = state ? allToHave(state) : [];
  const join = async () => {
    session.sounds.unlock();
    opening.value = true;
    const seen = await session.camera.open();
    opening.value = false;
    if (seen) session.call();
  };
  return (
    <main class="arrive">
      <Display />
      <p class="mark">
        <Icon name="mark" />
        {t("app.name")}
      </p>
      <h1>{t("arrive.title")}</h1>
      <p class="who">{session.view.value.welcome?.alone ? t("home.arrive") : name ? t("arrive.from", { name }) : t("arrive.alone")}</p>
      {have.length > 0 && <p class="have">{t("home.have", { things: have.join(", ") })}</p>}
      <button type="button" class="join" disabled={opening.value} onClick={() => void join()}>
        {opening.value ? t("arrive.opening") : problem ? t("camera.again") : t("arrive.join")}
      </button>
      <p class={problem ? "problem" : "hint"} role={problem ? "alert" : undefined}>
        {problem ? t(`camera.${problem}`) : t("arrive.need")}
      </p>
      <button type="button" class="try" onClick={test}>
        {t("try.open")}
      </button>
      <ListeningChoice />
      {session.line.value === "lost" && <p class="hint">{t("line.lost_plain")}</p>}
    </main>
  );
}
