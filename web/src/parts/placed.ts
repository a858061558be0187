import { useEffect, useState } from "preact/hooks";

import { CROP, place, type Placed } from "../lib/fit";

/** Where a video lies in its box, kept true when either changes its size. */
export function usePlaced(
  box: () => HTMLElement | null,
  video: () => HTMLVideoElement | null,
  crop = CROP,
): Placed | null {
  const [placed, setPlaced] = useState<Placed | null>(null);
  useEffect(() => {
    const outer = box();
    const inner = video();
    if (!outer || !inner) return undefined;
    const update = () => {
      if (inner.videoWidth === 0) return;
      const picture = { width: inner.videoWidth, height: inner.videoHeight };
      setPlaced(place(picture, { width: outer.clientWidth, height: outer.clientHeight }, crop));
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
  }, [box, video, crop]);
  return placed;
}
