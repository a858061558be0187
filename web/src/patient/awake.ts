import { useEffect } from "preact/hooks";

async function lockScreen(): Promise<WakeLockSentinel | null> {
  try {
    return "wakeLock" in navigator ? await navigator.wakeLock.request("screen") : null;
  } catch {
    return null; // a flat battery may refuse it: the session goes on
  }
}

/** Keeps the screen from going dark while the patient stands too far away to touch it. */
export function useAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return undefined;
    let lock: WakeLockSentinel | null = null;
    const take = () => {
      if (document.visibilityState === "visible") void lockScreen().then((taken) => (lock = taken));
    };
    take();
    document.addEventListener("visibilitychange", take);
    return () => {
      document.removeEventListener("visibilitychange", take);
      void lock?.release();
    };
  }, [wanted]);
}
