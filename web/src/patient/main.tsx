import "../style/base.css";
import "./patient.css";

import { openSession } from "../parts/open";
import { show } from "../parts/show";
import { PatientPage } from "./PatientPage";

/** The patient's picture is what everything is judged from: it gets the most. */
const MAX_KBITS = 1500;
/** The preview is ahead of every pose by the way to the server and back. */
const POSE_HOLD_S = 0.5;

void show("title.patient", () => {
  const session = openSession({ name: "", maxKbits: MAX_KBITS, voice: true, poseHold: POSE_HOLD_S });
  return <PatientPage session={session} />;
});
