import type { Session } from "../lib/session";
import { Picture } from "../parts/Stream";
import { therapistName } from "../parts/words";
import { t } from "../texts";

/** After STOP or a safety finding: nothing moves, the therapist is large. */
export function Stopped({ session }: { session: Session }) {
  const name = therapistName(session.view.value);
  const found = session.received.value.find(({ person }) => person.role === "therapist" && person.camera === "on");
  return (
    <section class="stopped" role="alert">
      {name && found && <Picture stream={found.stream} label={name} />}
      <div class="stopped-words">
        <h1>{t("stopped.title")}</h1>
        <p>{t("stopped.sit")}</p>
        <p>{name ? t("stopped.with", { name }) : t("stopped.called")}</p>
      </div>
    </section>
  );
}
