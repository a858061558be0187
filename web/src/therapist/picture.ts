import { useEffect, useState } from "preact/hooks";

import { grade, lookAt, type Look, type Picture } from "../lib/quality";
import type { Session } from "../lib/session";
import { personOf } from "../lib/state";

const EVERY_MS = 2000;

/** How good the patient's picture has been over the last two seconds. */
export function usePicture(session: Session): Picture {
  const [picture, setPicture] = useState<Picture>("none");
  useEffect(() => {
    let before: Look | null = null;
    const timer = setInterval(() => {
      const patient = personOf(session.view.peek(), "patient");
      const receiver = patient && session.receiverOf(patient.id);
      if (!receiver) {
        setPicture("none");
        return;
      }
      void receiver.getStats().then((report) => {
        const now = lookAt(report, performance.now());
        setPicture(before && now ? grade(before, now) : "none");
        before = now;
      });
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [session]);
  return picture;
}
