import { useEffect, useState } from "preact/hooks";

import type { Session } from "../lib/session";

/** Seconds left of the prescribed rest, told once by the server and counted down here: setting the device's clock changes none. */
export function useRest(session: Session): number | null {
  const total = session.view.value.state?.rest_s ?? null;
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    setLeft(total === null ? null : Math.round(total));
    if (total === null) return undefined;
    const until = performance.now() + total * 1000;
    const timer = setInterval(() => {
      setLeft(Math.max(0, Math.round((until - performance.now()) / 1000)));
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, [total]);
  return left;
}
