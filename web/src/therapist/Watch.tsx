import { useComputed } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";

import { WHOLE } from "../lib/fit";
import type { Session } from "../lib/session";
import { personOf } from "../lib/state";
import { CopyLink } from "../parts/CopyLink";
import { Face } from "../parts/Face";
import { OverlayCanvas } from "../parts/OverlayCanvas";
import { usePlaced } from "../parts/placed";
import { layers } from "../parts/Tools";
import { t } from "../texts";
import { FrozenPicture } from "./Freeze";
import { lookNow } from "./look";
import { OwnPicture } from "./OwnPicture";
import { People, PickHint } from "./People";

const PACE_MS = 3000;

function stampOf({ rtpTimestamp }: VideoFrameCallbackMetadata) {
  return rtpTimestamp === undefined ? null : { rtp: rtpTimestamp, tolerance: 0 };
}

/** The patient's picture with the body on it; a given stream keeps its last picture when the line drops. */
export function PatientPicture({ session, stream, leads }: { session: Session; stream: MediaStream; leads: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (session.overlay) session.pace(session.overlay.ledger);
    }, PACE_MS);
    return () => {
      clearInterval(timer);
    };
  }, [session]);
  const getVideo = useCallback(() => video.current, []);
  const getBox = useCallback(() => box.current, []);
  const look = useCallback(() => lookNow(session), [session]);
  const style = usePlaced(getBox, getVideo, WHOLE);
  return (
    <div ref={box} class="fill">
      <div class="patient-picture" style={style}>
        <video ref={video} autoplay muted playsInline aria-label={t("role.patient")} />
        <OverlayCanvas session={session} video={getVideo} look={look} stampOf={stampOf} />
        <People session={session} leads={leads} />
      </div>
      <PickHint session={session} />
    </div>
  );
}

/** In place of the patient's picture: why there is none, and what brings it. */
function Empty({ session }: { session: Session }) {
  const view = session.view.value;
  const patient = personOf(view, "patient");
  const link = view.welcome?.patient_link;
  const was = session.now.value !== null; // a picture of them was judged already
  if (!view.welcome) return <p class="empty">{t("line.connecting")}</p>;
  if (patient) return <p class="empty">{patient.connected ? t("room.no_picture") : t("room.patient_door")}</p>;
  return (
    <div class="empty">
      <p class="empty-title">{was ? t("room.patient_gone") : t("room.patient_away")}</p>
      {link && <p>{was ? t("room.patient_gone_hint") : t("room.patient_hint")}</p>}
      {link && <CopyLink url={new URL(link, location.href).href} />}
    </div>
  );
}

/** Everyone else's pictures, small. */
function Others({ session }: { session: Session }) {
  const others = session.received.value.filter(({ person }) => person.role !== "patient" && person.connected);
  if (others.length === 0) return null;
  return (
    <ul class="others">
      {others.map(({ person, stream }) => (
        <li key={person.id}>
          <Face person={person} stream={stream} />
        </li>
      ))}
    </ul>
  );
}

export function Watch({ session, leads }: { session: Session; leads: boolean }) {
  const found = useComputed(() => session.received.value.find(({ person }) => person.role === "patient"));
  const sends = useComputed(() => {
    const patient = personOf(session.view.value, "patient");
    return Boolean(patient?.connected && patient.camera === "on");
  });
  const stream = found.value?.stream;
  return (
    <section class={`picture-box stage ${session.line.value === "lost" ? "is-dropped" : ""}`}>
      {stream && <PatientPicture session={session} stream={stream} leads={leads} />}
      {!(stream && sends.value) && <Empty session={session} />}
      <FrozenPicture session={session} stream={stream} />
      <Others session={session} />
      {layers.own.value && <OwnPicture session={session} />}
      {(session.line.value === "lost" || session.blocked.value) && (
        <p class="dropped" role="status">
          {session.line.value === "lost" ? t("line.lost_plain") : t("line.blocked")}
        </p>
      )}
    </section>
  );
}
