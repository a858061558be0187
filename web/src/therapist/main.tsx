import "../style/base.css";
import "../style/room.css";
import "./therapist.css";

import { render } from "preact";

import { linkOf, ownName } from "../lib/link";
import { expose } from "../lib/probe";
import { Session } from "../lib/session";
import { language, t } from "../texts";
import { RoomPage } from "./RoomPage";

/** A face that speaks needs less than a body that moves. */
const MAX_KBITS = 600;

const session = new Session({
  link: linkOf(location),
  name: ownName(),
  language: language.value,
  maxKbits: MAX_KBITS,
  voice: false,
});
document.documentElement.lang = language.value;
document.title = t("title.room");
expose(session);
session.call(); // the call does not wait for the camera: without one the therapist still sees the patient
session.start();
void session.camera.open().then(() => {
  session.sounds.unlock(); // a page with an open microphone may sound
});
for (const event of ["pointerdown", "keydown"]) {
  addEventListener(
    event,
    () => {
      session.sounds.unlock();
    },
    { once: true },
  );
}
const page = document.getElementById("page");
if (page) render(<RoomPage session={session} />, page);
