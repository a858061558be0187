/** The two requests of the landing page. */

export interface NewSession {
  session_id: string;
  therapist_url: string;
  patient_url: string;
  /** The patient's address as an SVG picture; null where it leads only to this machine. */
  patient_qr_svg: string | null;
}

function isSession(value: unknown): value is NewSession {
  return typeof value === "object" && value !== null && "therapist_url" in value && "patient_url" in value;
}

/** Null when the server does not answer as it should; its own sentence where it gave one. */
async function post(path: string): Promise<NewSession | string | null> {
  try {
    const response = await fetch(path, { method: "POST", headers: { accept: "application/json" } });
    const body: unknown = await response.json();
    if (response.ok && isSession(body)) return body;
    const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}

export function startSession(): Promise<NewSession | string | null> {
  return post("/api/v1/sessions");
}

export function startDemo(): Promise<NewSession | string | null> {
  return post("/api/v1/demo");
}
