import { useEffect, useState } from "preact/hooks";

import { place, SELF } from "../lib/fit";

/** Unseen until its place is known. */
const NOWHERE: Style = { opacity: "0" };

type Style = Partial<Record<"left" | "top" | "width" | "height" | "opacity", string>>;

/** Where a video lies in its box, as its style; kept true when either changes its size. */
export function usePlaced(
  box: () => HTMLElement | null,
  video: () => HTMLVideoElement | null,
  leave = SELF,
): Style {
  const [placed, setPlaced] = useState(NOWHERE);
  useEffect(() => {
    const outer = box();
    const inner = video();
    if (!outer || !inner) return undefined;
    const update = () => {
      if (inner.videoWidth === 0) return;
      const picture = { width: inner.videoWidth, height: inner.videoHeight };
      const { left, top, width, height } = place(picture, { width: outer.clientWidth, height: outer.clientHeight }, leave);
      setPlaced({ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    };
    const watch = new ResizeObserver(update);
    watch.observe(outer);
    inner.addEventListener("resize", update);
    inner.addEventListener("loadedmetadata", update);
    update();
    return () => {
      watch.disconnect();
      inner.removeEventListener("resize", update);
      inner.removeEventListener("loadedmetadata", update);
    };
  }, [box, video, leave]);
  return placed;
}
