import { linkOf } from "../lib/link";
import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { OwnRecording } from "../parts/OwnRecording";
import { t } from "../texts";
import { summary } from "./line";

/** Three lines: what you did, what got better, what is next. */
export function Ended({ session }: { session: Session }) {
  return (
    <main class="ended">
      <h1>{t("ended.title")}</h1>
      <ol>
        {summary(session.view.value).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p class="hint">{t(session.view.value.welcome?.alone ? "home.ended" : "ended.close")}</p>
      <OwnRecording code={linkOf(location)} />
    </main>
  );
}

/** The page can do no more; the sentence says why and what to do. */
export function Final({ text }: { text: string }) {
  return (
    <main class="ended">
      <h1 class="mark">
        <Icon name="mark" />
        {t("app.name")}
      </h1>
      <p class="final" role="alert">
        {text}
      </p>
    </main>
  );
}
