import "../style/base.css";
import "./patient.css";

import { render } from "preact";

import { linkOf } from "../lib/link";
import { expose } from "../lib/probe";
import { Session } from "../lib/session";
import { language, t } from "../texts";
import { PatientPage } from "./PatientPage";

/** The patient's picture is what everything is judged from: it gets the most. */
const MAX_KBITS = 1500;

/** The preview is ahead of every pose by the way to the server and back. */
const POSE_HOLD_S = 0.5;

const session = new Session({
  link: linkOf(location),
  name: "",
  language: language.value,
  maxKbits: MAX_KBITS,
  voice: true,
  poseHold: POSE_HOLD_S,
});
document.documentElement.lang = language.value;
document.title = t("title.patient");
expose(session);
session.start();
const page = document.getElementById("page");
if (page) render(<PatientPage session={session} />, page);
