import { useEffect, useState } from "preact/hooks";

import type { Session } from "../lib/session";

/** Seconds left of the prescribed rest, told once by the server and counted down here. */
export function useRest(session: Session): number | null {
  const total = session.view.value.state?.rest_s ?? null;
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    setLeft(total === null ? null : Math.round(total));
    if (total === null) return undefined;
    const until = Date.now() + total * 1000;
    const timer = setInterval(() => {
      setLeft(Math.max(0, Math.round((until - Date.now()) / 1000)));
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, [total]);
  return left;
}
