import { useEffect, useRef } from "preact/hooks";

import { Overlay, type OverlayWish } from "../lib/overlay";
import type { Session } from "../lib/session";

interface Props {
  session: Session;
  video: () => HTMLVideoElement | null;
  look: OverlayWish["look"];
  stampOf: OverlayWish["stampOf"];
  made: (overlay: Overlay | null) => void;
}

/** The body, drawn over the video element that lies beneath. */
export function OverlayCanvas({ session, video, look, stampOf, made }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = video();
    if (!element || !canvas.current) return undefined;
    const overlay = new Overlay({ video: element, canvas: canvas.current, poses: session.poses, look, stampOf });
    const stop = session.onPose((frame) => {
      overlay.arrived(frame);
    });
    made(overlay);
    return () => {
      stop();
      overlay.close();
      made(null);
    };
  }, [session, video, look, stampOf, made]);
  return <canvas ref={canvas} class="overlay" aria-hidden="true" />;
}
