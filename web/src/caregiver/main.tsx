import "../style/base.css";
import "../style/room.css";
import "./caregiver.css";

import { render } from "preact";

import { linkOf } from "../lib/link";
import { expose } from "../lib/probe";
import { Session } from "../lib/session";
import { language, t } from "../texts";
import { CarePage } from "./CarePage";

/** A face that speaks needs less than a body that moves. */
const MAX_KBITS = 600;

const session = new Session({
  link: linkOf(location),
  name: "",
  language: language.value,
  maxKbits: MAX_KBITS,
  voice: false,
});
document.documentElement.lang = language.value;
document.title = t("title.care");
expose(session);
session.call(); // the call does not wait for the camera: without one the caregiver still sees the patient
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
if (page) render(<CarePage session={session} />, page);
