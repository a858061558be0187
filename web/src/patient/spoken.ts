import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";

/** A line is spoken when it stood for this long, and no oftener than that. */
const STEADY_MS = 900;
const APART_MS = 5000;

/** Says a line of the screen to the patient, who may stand too far away to read it. */
export function useSpoken(session: Session, text: string | null): void {
  const last = useRef({ text: "", at: 0 });
  useEffect(() => {
    if (!text || text === last.current.text) return undefined;
    const wait = Math.max(STEADY_MS, last.current.at + APART_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = { text, at: performance.now() };
      session.speaker.read(text);
    }, wait);
    return () => {
      clearTimeout(timer);
      session.speaker.withdraw(text);
    };
  }, [session, text]);
}
