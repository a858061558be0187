import type { Session } from "../lib/session";
import { Picture } from "../parts/Stream";
import { therapistName } from "../parts/words";
import { t } from "../texts";

/** Nobody else can say that it goes on. */
function GoOn({ session }: { session: Session }) {
  return (
    <div class="home-bar">
      {(["go_on", "finish"] as const).map((what) => (
        <button
          key={what}
          type="button"
          class="home-choice"
          onClick={() => {
            session.send({ type: "home", do: what });
          }}
        >
          {t(what === "go_on" ? "home.fine" : "home.finish")}
        </button>
      ))}
    </div>
  );
}

/** After STOP or a safety finding: nothing moves, the therapist is large. */
export function Stopped({ session }: { session: Session }) {
  const name = therapistName(session.view.value);
  const alone = session.view.value.welcome?.alone ?? false;
  const found = session.received.value.find(({ person }) => person.role === "therapist" && person.camera === "on");
  return (
    <section class="stopped" role="alert">
      {name && found && <Picture stream={found.stream} label={name} />}
      <div class="stopped-words">
        <h1>{t("stopped.title")}</h1>
        <p>{t("stopped.sit")}</p>
        {alone ? <p>{t("home.stopped")}</p> : <p>{name ? t("stopped.with", { name }) : t("stopped.called")}</p>}
        {alone && <GoOn session={session} />}
      </div>
    </section>
  );
}
