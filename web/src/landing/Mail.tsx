import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { mailServer, tryMail, type Mail as MailServer } from "../lib/reach";
import { t } from "../texts";

function Test({ send, busy }: { send: (email: string) => void; busy: boolean }) {
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        const email = new FormData(event.currentTarget).get("email");
        if (typeof email === "string") send(email);
      }}
    >
      <label class="field">
        <span>{t("mail.to")}</span>
        <input name="email" type="email" required maxLength={254} autocomplete="email" />
      </label>
      <button type="submit" class="button" disabled={busy}>
        {t("mail.test")}
      </button>
    </form>
  );
}

/** Whether e-mail leaves this server, and a message to try it with; for the administrator. */
export function Mail({ back }: { back: () => void }) {
  const at = useSignal<MailServer | null | undefined>(undefined);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void mailServer().then((answer) => {
      if (answer.ok) at.value = answer.value;
      else problem.value = answer.text;
    });
  }, [at, problem]);
  const send = async (email: string) => {
    [busy.value, problem.value] = [true, null];
    const answer = await tryMail(email);
    busy.value = false;
    if (answer.ok) at.value = answer.value;
    else problem.value = answer.text;
  };
  const server = at.value;
  return (
    <div class="day">
      <div class="actions">
        <button type="button" class="button bare" onClick={back}>
          {t("day.back")}
        </button>
      </div>
      <h1>{t("mail.title")}</h1>
      {server === null && <p>{t("mail.none")}</p>}
      {server && (
        <>
          <p>{t("mail.by", { host: `${server.host}:${server.port}`, sender: server.sender })}</p>
          {server.security === "none" && <p class="quiet">{t("mail.open")}</p>}
          <Test busy={busy.value} send={(email) => void send(email)} />
          <p role="status">{busy.value ? t("mail.sending") : server.tried && t("mail.sent", { email: server.tried })}</p>
        </>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
