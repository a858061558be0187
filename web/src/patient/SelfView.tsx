import { useCallback, useEffect, useRef } from "preact/hooks";

import { lookOf } from "../lib/look";
import type { Session } from "../lib/session";
import { OverlayCanvas } from "../parts/OverlayCanvas";
import { usePlaced } from "../parts/placed";

/** A tenth of the time between two pictures at 30/s, on the 90 kHz clock. */
const TOLERANCE = 300;

function useStamps(session: Session) {
  return useCallback(
    (metadata: VideoFrameCallbackMetadata) => {
      if (metadata.captureTime === undefined) return null;
      session.stamps.captured(metadata.captureTime);
      const rtp = session.stamps.rtpOf(metadata.captureTime);
      return rtp === null ? null : { rtp, tolerance: TOLERANCE };
    },
    [session],
  );
}

/** The patient's own picture, as in a mirror, with their body drawn on it. */
export function SelfView({ session }: { session: Session }) {
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const track = session.camera.video.value;
  useEffect(() => {
    if (video.current) video.current.srcObject = track && new MediaStream([track]);
  }, [track]);
  const getVideo = useCallback(() => video.current, []);
  const getBox = useCallback(() => box.current, []);
  const look = useCallback(() => {
    const sure = session.poses.newest?.sure ?? true;
    const shown = lookOf(session.view.peek(), session.now.peek(), sure);
    return { ...shown, badges: [], mirrored: true, skeleton: true, stale: false };
  }, [session]);
  const stampOf = useStamps(session);
  const style = usePlaced(getBox, getVideo);
  return (
    <div ref={box} class="self">
      <div class="self-picture" style={style}>
        <video ref={video} class="mirrored" autoplay muted playsInline aria-hidden="true" />
        <OverlayCanvas session={session} video={getVideo} look={look} stampOf={stampOf} />
      </div>
    </div>
  );
}
