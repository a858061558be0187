import type { PersonalLink } from "../lib/people";
import { Code, isLocal } from "../parts/Code";
import { CopyLink } from "../parts/CopyLink";
import { t } from "../texts";

/** A personal link, to copy, send or scan, and the code that goes another way. */
export function SendLink({ link, title }: { link: PersonalLink; title: string }) {
  const local = isLocal(link.url);
  const mail = `mailto:?subject=${encodeURIComponent(t("patient.mail_subject"))}&body=${encodeURIComponent(t("patient.mail", { link: link.url }))}`;
  return (
    <div class="send">
      <h2>{title}</h2>
      <p class="quiet">{local ? t("landing.local_hint") : t("patient.link_hint")}</p>
      <CopyLink url={link.url} />
      {!local && (
        <a class="button" href={mail}>
          {t("patient.send_mail")}
        </a>
      )}
      {!local && <Code svg={link.qr_svg} />}
      <p>
        {t("patient.first_code")} <strong class="number digits">{link.first_code}</strong>
      </p>
      <p class="quiet">{t("patient.first_code_hint")}</p>
      {link.locked && <p class="problem">{t("patient.locked")}</p>}
    </div>
  );
}

interface Props {
  link: PersonalLink | null;
  title: string;
  send: () => void;
  revoke: () => void;
}

/** The same, with what can be done to it. */
export function LinkSection({ link, title, send, revoke }: Props) {
  return (
    <>
      {link ? <SendLink link={link} title={title} /> : <p class="quiet">{t("patient.no_link")}</p>}
      <div class="actions">
        <button type="button" class="button" onClick={send}>
          {link ? t("patient.resend") : t("patient.new_link")}
        </button>
        {link && (
          <button type="button" class="button danger" onClick={revoke}>
            {t("patient.revoke")}
          </button>
        )}
      </div>
    </>
  );
}
