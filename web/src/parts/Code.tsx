import { useEffect, useRef } from "preact/hooks";

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
export function Code({ svg }: { svg: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.replaceChildren(...[pictureOf(svg)].filter((picture) => picture !== null));
  }, [svg]);
  return <div ref={box} class="code" role="img" aria-label={t("landing.qr")} />;
}

/** An address that no other machine can open. */
export function isLocal(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
