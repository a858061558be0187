/** Where a video is sent, by whom, and how far its judging is. */

import type { Job, UploadLimits, UploadStarted } from "../lib/review";
import { ask, finished, type Answer } from "../review/door";
import { language, t } from "../texts";

interface Asked {
  limits: string;
  job: (id: string) => string;
}

/** The doors of one person's videos; `Sent` is what the server says when the file is there. */
export interface VideoDoor<Sent> extends Asked {
  send: string;
  jobOf: (sent: Sent) => Job;
}

const OWN: VideoDoor<UploadStarted> = {
  limits: "/api/v1/uploads/limits",
  send: "/api/v1/uploads",
  job: (id) => `/api/v1/jobs/${encodeURIComponent(id)}`,
  jobOf: ({ job }) => job,
};

/** Of who leads sessions: of one of their patients, or of nobody. */
export function videosOf(patient: string | null): VideoDoor<UploadStarted> {
  return patient === null ? OWN : { ...OWN, send: `/api/v1/patients/${encodeURIComponent(patient)}/uploads` };
}

/** A patient's own, by their personal link. */
export function videosBy(code: string): VideoDoor<Job> {
  const base = `/api/v1/personal/${encodeURIComponent(code)}/uploads`;
  return { limits: `${base}/limits`, send: base, job: (id) => `${base}/${encodeURIComponent(id)}`, jobOf: (job) => job };
}

export interface Video {
  file: File;
  exercise: string;
  side: string;
}

export function limitsAt(door: Pick<Asked, "limits">): Promise<Answer<UploadLimits>> {
  return ask(`${door.limits}?language=${language.value}`);
}

export function judged(door: Asked, first: Job, told: (job: Job) => void): Promise<Answer<Job>> {
  return finished(first, told, (id) => ask(door.job(id)));
}

/** The file as the request's body; `sent` hears what share of it is up. */
export function send<Sent>(door: VideoDoor<Sent>, { file, exercise, side }: Video, sent: (share: number) => void): Promise<Answer<Sent>> {
  const query = new URLSearchParams({ exercise, side, filename: file.name, language: language.value });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much is sent
    request.open("POST", `${door.send}?${query}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      sent(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      const body = request.response as (Sent & { detail?: unknown }) | null;
      const detail = typeof body?.detail === "string" ? body.detail : t("upload.failed");
      resolve(request.status === 201 && body ? { ok: true, value: body } : { ok: false, text: detail, status: request.status });
    };
    request.onerror = () => {
      resolve({ ok: false, text: t("upload.failed"), status: 0 });
    };
    request.send(file);
  });
}
