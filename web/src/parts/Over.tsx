import { t } from "../texts";
import { Icon } from "./Icon";

/** The last screen of those who are not the patient: it is over, or this page can do no more. */
export function Over({ text, title, review }: { text: string; title: string | null; review?: string }) {
  return (
    <main class="over">
      <p class="mark">
        <Icon name="mark" />
        {t("app.name")}
      </p>
      {title && <h1>{title}</h1>}
      <p role="alert">{text}</p>
      {review && (
        <a class="button first" href={review}>
          {t("review.open")}
        </a>
      )}
      <a class="button" href="/">
        {t("landing.start")}
      </a>
    </main>
  );
}
