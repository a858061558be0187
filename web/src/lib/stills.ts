/** Keeping a frozen picture as a note of the session. */

import { language, t } from "../texts";
import type { Answer } from "./entrance";

export interface StillWish {
  /** Session seconds. */
  t: number;
  text: string;
  /** The camera's picture is in it: only while the patient has agreed to be recorded. */
  picture: boolean;
}

export async function keepStill(link: string, wish: StillWish, picture: Blob): Promise<Answer<null>> {
  const query = new URLSearchParams({ t: String(wish.t), text: wish.text, picture: String(wish.picture), language: language.value });
  try {
    const response = await fetch(`/api/v1/review/${encodeURIComponent(link)}/stills?${query}`, { method: "POST", body: picture });
    if (response.ok) return { ok: true, value: null };
    const body: unknown = await response.json();
    const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
    return { ok: false, text: typeof detail === "string" ? detail : t("landing.failed"), status: response.status };
  } catch {
    return { ok: false, text: t("landing.failed"), status: 0 };
  }
}
