import { t } from "../texts";

const BODY = "M470 250v-78M470 172l-52-6M470 172l50-8M418 166l-34 56M384 222l34 44M520 164l44 52M564 216l-26 52M446 254h50";
const LEGS = "M446 254l-46 62M400 316l14 92M414 408l-30 8M496 254l52 60M548 314l-8 94M540 408l32 8";

/** The patient's screen in the middle of a set, as a drawing. */
export function StagePicture() {
  return (
    <svg class="stage-picture" viewBox="0 0 960 560" role="img" aria-label={t("landing.picture")}>
      <rect width="960" height="560" rx="20" fill="#0e1214" />
      <rect x="0" y="420" width="960" height="140" fill="#161d21" />
      <path d="M0 420h960" stroke="#27333a" stroke-width="2" />
      <g stroke="#3a4850" stroke-width="10" stroke-linecap="round" fill="none">
        <path d="M596 300v-96M596 300h-84M512 300v112M596 300v112" />
      </g>
      <g fill="none" stroke-linecap="round" stroke-linejoin="round">
        <path d={BODY} stroke="#f2f0eb" stroke-width="7" />
        <circle cx="470" cy="118" r="32" stroke="#f2f0eb" stroke-width="7" />
        <path d={LEGS} stroke="#6fcf97" stroke-width="15" />
        <g fill="#6fcf97" stroke="#0e1214" stroke-width="4">
          <circle cx="400" cy="316" r="16" />
          <circle cx="548" cy="314" r="16" />
        </g>
      </g>
      <g>
        <rect x="28" y="28" width="196" height="147" rx="10" fill="#27333a" />
        <circle cx="126" cy="88" r="27" fill="#8aa0a8" />
        <path d="M70 175c4-40 28-54 56-54s52 14 56 54z" fill="#4fc3b8" />
      </g>
      <g transform="translate(826 128)" font-family="inherit" text-anchor="middle" fill="#f2f0eb">
        <circle r="98" fill="#0e1214" stroke="#4a5960" stroke-width="9" />
        <circle r="98" fill="none" stroke="#4fc3b8" stroke-width="13" stroke-linecap="round" stroke-dasharray="369 616" transform="rotate(-90)" />
        <text y="26" font-size="98" font-weight="750">
          6
        </text>
        <text y="62" font-size="30" font-weight="600" fill="#c3ced3">
          / 10
        </text>
      </g>
      <g font-family="inherit" fill="#f2f0eb">
        <text x="826" y="270" font-size="24" font-weight="600" text-anchor="middle">
          {t("landing.pic_exercise")}
        </text>
        <rect x="204" y="452" width="592" height="76" rx="16" fill="#0e1214" />
        <text x="500" y="503" font-size="40" font-weight="700" text-anchor="middle">
          {t("landing.pic_cue")}
        </text>
        <circle cx="872" cy="486" r="52" fill="#c62a20" stroke="#fff" stroke-width="4" />
        <text x="872" y="496" font-size="27" font-weight="800" text-anchor="middle">
          {t("control.stop")}
        </text>
      </g>
      <g fill="#1d2529" stroke="#8296a0" stroke-width="2">
        <circle cx="66" cy="490" r="34" />
        <circle cx="148" cy="490" r="34" />
      </g>
      <g fill="none" stroke="#f2f0eb" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">
        <path d="M66 474a5 5 0 0 0-5 5v9a5 5 0 0 0 10 0v-9a5 5 0 0 0-5-5M55 488a11 11 0 0 0 22 0M66 499v6" />
        <path d="M133 480h20v20h-20zM153 488l11-6v16l-11-6" />
      </g>
    </svg>
  );
}
