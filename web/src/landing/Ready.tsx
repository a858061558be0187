import { useEffect, useRef } from "preact/hooks";

import type { NewSession } from "../lib/api";
import { keepName, ownName } from "../lib/link";
import { CopyLink } from "../parts/CopyLink";
import { t } from "../texts";

const SVG = "http://www.w3.org/2000/svg";

/** The server's picture as an element; null when it is none. An inline picture may lack namespace and view box. */
function pictureOf(svg: string): Element | null {
  const named = svg.includes("xmlns=") ? svg : svg.replace("<svg", `<svg xmlns="${SVG}"`);
  const parsed = new DOMParser().parseFromString(named, "image/svg+xml").documentElement;
  if (parsed.nodeName !== "svg") return null;
  const [width, height] = [parsed.getAttribute("width"), parsed.getAttribute("height")];
  if (width && height && !parsed.hasAttribute("viewBox")) parsed.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return document.importNode(parsed, true);
}

/** The server's code picture, put in as parsed SVG: no markup from strings, no picture address. */
function Code({ svg }: { svg: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.replaceChildren(...[pictureOf(svg)].filter((picture) => picture !== null));
  }, [svg]);
  return <div ref={box} class="code" role="img" aria-label={t("landing.qr")} />;
}

/** An address that no other machine can open. */
function isLocal(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

/** The two links of a new session. */
export function Ready({ session, again }: { session: NewSession; again: () => void }) {
  const patient = new URL(session.patient_url, location.href).href;
  const local = isLocal(patient);
  return (
    <section class="ready">
      <h1>{t("landing.ready")}</h1>
      <ol>
        <li>
          <h2>{t("landing.patient_step")}</h2>
          <p>{local ? t("landing.local_hint") : t("landing.patient_hint")}</p>
          <CopyLink url={patient} />
          {session.patient_qr_svg && !local && <Code svg={session.patient_qr_svg} />}
        </li>
        <li>
          <h2>{t("landing.therapist_step")}</h2>
          <p>{t("landing.therapist_hint")}</p>
          <label class="field">
            <span>{t("landing.name")}</span>
            <input
              value={ownName()}
              maxLength={80}
              autocomplete="name"
              onInput={(event) => {
                keepName(event.currentTarget.value);
              }}
            />
          </label>
          <a class="button first" href={session.therapist_url}>
            {t("landing.open")}
          </a>
        </li>
      </ol>
      <button type="button" class="button bare" onClick={again}>
        {t("landing.again")}
      </button>
    </section>
  );
}
