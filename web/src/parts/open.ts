/** How the pages of a session begin. */

import { linkOf } from "../lib/link";
import { expose } from "../lib/probe";
import { Session, type Wish } from "../lib/session";
import { language } from "../texts";

/** The session that this page's address leads to; its line is being opened. */
export function openSession(wish: Omit<Wish, "link" | "language">): Session {
  const session = new Session({ ...wish, link: linkOf(location), language: language.value });
  expose(session);
  session.start();
  return session;
}

/** A face that speaks needs less than a body that moves. */
const FACE_KBITS = 600;

/** For those who are with the patient: the call does not wait for the camera, without one they still see. */
export function accompany(name: string): Session {
  const session = openSession({ name, maxKbits: FACE_KBITS, voice: false });
  const unlock = () => {
    session.sounds.unlock();
  };
  session.call();
  void session.camera.open().then((seen) => {
    if (seen) unlock(); // a page with an open camera may sound
  });
  addEventListener("pointerdown", unlock, { once: true });
  addEventListener("keydown", unlock, { once: true });
  return session;
}
