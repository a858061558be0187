import { useEffect, useRef } from "preact/hooks";

import { Overlay, type OverlayWish } from "../lib/overlay";
import type { Session } from "../lib/session";

interface Props {
  session: Session;
  video: () => HTMLVideoElement | null;
  look: OverlayWish["look"];
  stampOf: OverlayWish["stampOf"];
}

/** The body, drawn over the video element that lies beneath. */
export function OverlayCanvas({ session, video, look, stampOf }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = video();
    if (!element || !canvas.current) return undefined;
    const overlay = new Overlay({ video: element, canvas: canvas.current, poses: session.poses, look, stampOf });
    const stop = session.onPose((frame) => {
      overlay.arrived(frame);
    });
    session.overlay = overlay;
    return () => {
      stop();
      overlay.close();
      session.overlay = null;
    };
  }, [session, video, look, stampOf]);
  return <canvas ref={canvas} class="overlay" aria-hidden="true" />;
}
