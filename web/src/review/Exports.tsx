import { useSignal } from "@preact/signals";

import { deleteSession } from "../lib/erasing";
import { Icon } from "../parts/Icon";
import { Sure } from "../parts/Sure";
import { language, t, type Key } from "../texts";
import { codeOf } from "./door";
import type { Review } from "./review";

interface Made {
  format: "summary" | "record" | "csv" | "parquet" | "fhir" | "trc" | "mp4";
  /** A page to print, opened beside this one; else a file. */
  page?: true;
  /** Made from the poses or the film. */
  needs?: "tape" | "film";
}

const MADE: readonly Made[] = [
  { format: "summary", page: true },
  { format: "record", page: true },
  { format: "csv" },
  { format: "parquet" },
  { format: "fhir" },
  { format: "trc", needs: "tape" },
  { format: "mp4", needs: "film" },
];

function isThere(review: Review, { needs }: Made): boolean {
  const { has_tape, recordings } = review.session.value;
  if (needs === "tape") return has_tape;
  return needs !== "film" || (has_tape && recordings.some((one) => one.available && one.has_video && one.role === "patient"));
}

/** What can be taken away of the session: pages to print, tables, FHIR, markers, the film. */
export function Exports({ review, close }: { review: Review; close: () => void }) {
  const blur = useSignal(true);
  return (
    <section class="side-card exports" aria-label={t("review.export")}>
      <h2>
        {t("review.export")}
        <button type="button" class="button bare tool" aria-label={t("close")} onClick={close}>
          <Icon name="cross" />
        </button>
      </h2>
      <ul>
        {MADE.map((one) => {
          const name: Key = `export.${one.format}`;
          const note: Key = `export.${one.format}_note`;
          return (
            <li key={one.format}>
              {isThere(review, one) ? (
                <a href={review.door.exported(one.format, language.value, blur.value)} {...(one.page ? { target: "_blank", rel: "noopener" } : { download: "" })}>
                  {t(name)}
                </a>
              ) : (
                <span class="quiet">{t(name)}</span>
              )}
              <small>{isThere(review, one) ? t(note) : t("export.not_here")}</small>
            </li>
          );
        })}
      </ul>
      <label class="blur">
        <input type="checkbox" checked={blur.value} onChange={(event) => { blur.value = event.currentTarget.checked; }} />
        {t("export.blur")}
      </label>
      <Sure
        name={t("erase.delete")}
        question={t("erase.sure")}
        act={() => deleteSession(codeOf(location))}
        done={() => {
          location.assign("/");
        }}
      />
    </section>
  );
}
