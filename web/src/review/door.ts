/** The requests of the review page. A refusal is the server's own sentence. */

import type {
  CorrectionIn,
  Job,
  NoteIn,
  RejudgeDifference,
  RejudgeIn,
  ReviewSession,
  ReviewTraces,
} from "../lib/review";
import { language, t } from "../texts";

/** What was asked for, or a sentence for the person in front of the page. */
export type Answer<T> = { ok: true; value: T } | { ok: false; text: string; status: number };

async function sentence(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
    if (typeof detail === "string") return detail;
  } catch {
    // not JSON: a proxy's page, or nothing
  }
  return t("review.failed");
}

/** An answer as JSON, or the server's sentence. */
export async function ask<T>(path: string, body?: unknown): Promise<Answer<T>> {
  const headers = { "accept-language": language.value };
  const post = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, body === undefined ? { headers } : post);
    if (!response.ok) return { ok: false, text: await sentence(response), status: response.status };
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, text: t("review.failed"), status: 0 };
  }
}

/** `/review/<code>` → `<code>`; the development server has `?review=<code>` instead. */
export function codeOf({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  const [, first, code] = pathname.split("/");
  if (first === "review") return code ?? "";
  return import.meta.env.DEV ? (new URLSearchParams(search).get("review") ?? "") : "";
}

/** The code in whatever a person pastes: a whole review or session link, or the code alone. */
export function codeIn(pasted: string): string {
  const parts = pasted.trim().replace(/[?#].*$/, "").split("/").filter(Boolean);
  return parts.at(-1) ?? "";
}

export class Door {
  readonly #base: string;

  constructor(code: string) {
    this.#base = `/api/v1/review/${encodeURIComponent(code)}`;
  }

  session(): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}?language=${language.value}`);
  }

  traces(): Promise<Answer<ReviewTraces>> {
    return ask(`${this.#base}/traces`);
  }

  /** Null when the server does not give them; they are asked for again when they are next needed. */
  poses = async (from: number, to: number): Promise<ArrayBuffer | null> => {
    try {
      const response = await fetch(`${this.#base}/poses?from=${from}&to=${to}`);
      return response.ok ? await response.arrayBuffer() : null;
    } catch {
      return null;
    }
  };

  correct(correction: CorrectionIn): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}/corrections?language=${language.value}`, correction);
  }

  note(note: NoteIn): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}/notes?language=${language.value}`, note);
  }

  withdrawNote(id: number): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}/notes/withdrawn?language=${language.value}`, { note_id: id });
  }

  /** The address of a frozen picture. */
  still(note: number): string {
    return `${this.#base}/stills/${note}`;
  }

  reviewed(): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}/reviewed?language=${language.value}`, {});
  }

  rejudge(wish: RejudgeIn): Promise<Answer<Job>> {
    return ask(`${this.#base}/rejudge`, wish);
  }

  difference(job: string): Promise<Answer<RejudgeDifference>> {
    return ask(`${this.#base}/rejudge/${encodeURIComponent(job)}?language=${language.value}`);
  }

  /** The address of what is taken away. */
  exported(format: string, language: string, blurFace: boolean): string {
    return `${this.#base}/export/${format}?${new URLSearchParams({ language, blur_face: String(blurFace) })}`;
  }

  accept(job: string): Promise<Answer<ReviewSession>> {
    return ask(`${this.#base}/rejudge/accept?language=${language.value}`, { job_id: job });
  }
}

export function job(id: string): Promise<Answer<Job>> {
  return ask(`/api/v1/jobs/${encodeURIComponent(id)}`);
}

const POLL_MS = 700;

/** Asks until the work is done or has failed; `told` hears each answer. */
export async function finished(first: Job, told: (job: Job) => void, look = job): Promise<Answer<Job>> {
  let now = first;
  let misses = 0;
  while (now.state === "waiting" || now.state === "running") {
    told(now);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const answer = await look(now.id);
    if (answer.ok) {
      now = answer.value;
      misses = 0;
    } else if (++misses > 5) return answer;
  }
  told(now);
  return now.state === "done" ? { ok: true, value: now } : { ok: false, text: now.message, status: 200 };
}
