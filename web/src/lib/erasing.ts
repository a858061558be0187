/** What is deleted because somebody asks for it. A refusal is the server's own sentence. */

import { language } from "../texts";
import { ask, type Answer } from "./entrance";

interface OwnRecording {
  recorded: boolean;
}

const recordings = (code: string) => `/api/v1/recordings/${encodeURIComponent(code)}`;

/** Whether pictures or sound of the session of this patient's link are kept. */
export const recorded = (code: string): Promise<Answer<OwnRecording>> => ask("GET", recordings(code));
export const withdrawRecording = (code: string): Promise<Answer<OwnRecording>> =>
  ask("POST", `${recordings(code)}/withdrawn?language=${language.value}`, {});
/** All of a session, by its review's code. */
export const deleteSession = (code: string): Promise<Answer<null>> =>
  ask("DELETE", `/api/v1/review/${encodeURIComponent(code)}`);
