import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import type { UploadLimits } from "../lib/review";
import { finished, upload, uploadLimits } from "../review/door";
import { t } from "../texts";

const SIDES = ["both", "left", "right"] as const;
const MB = 1e6;

/** How far it is: first the file on its way, then the judging; null while nothing goes on. */
type Progress = { kind: "sending" | "judging"; share: number } | null;

/** Sends the file, waits until it is judged, and goes to its review. */
function useUpload() {
  const progress = useSignal<Progress>(null);
  const problem = useSignal<string | null>(null);
  const fail = (text: string) => {
    [progress.value, problem.value] = [null, text];
  };
  const start = async (file: File, exercise: string, side: string, limits: UploadLimits | null) => {
    if (limits && file.size > limits.max_bytes) {
      fail(t("upload.large", { mb: Math.floor(limits.max_bytes / MB) }));
      return;
    }
    [progress.value, problem.value] = [{ kind: "sending", share: 0 }, null];
    const sent = await upload(file, exercise, side, (share) => (progress.value = { kind: "sending", share }));
    if (!sent.ok) {
      fail(sent.text);
      return;
    }
    const judged = await finished(sent.value.job, (job) => (progress.value = { kind: "judging", share: job.progress }));
    if (judged.ok) location.assign(sent.value.review_url);
    else fail(judged.text);
  };
  return { progress, problem, start };
}

/** What the server takes; its sentence where it takes nothing. */
function useLimits() {
  const limits = useSignal<UploadLimits | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void uploadLimits().then((answer) => {
      if (answer.ok) limits.value = answer.value;
      else problem.value = answer.text;
    });
  }, [limits, problem]);
  return { limits: limits.value, problem: problem.value };
}

function Fields({ limits, sending }: { limits: UploadLimits | null; sending: boolean }) {
  const size = limits && t("upload.limits", { mb: Math.floor(limits.max_bytes / MB), min: Math.floor(limits.max_seconds / 60) });
  return (
    <fieldset disabled={sending}>
      <label class="field">
        <span>{t("upload.file")}</span>
        <input type="file" name="file" accept="video/*" required />
        {size && <small>{size}</small>}
      </label>
      <label class="field">
        <span>{t("upload.exercise")}</span>
        <select name="exercise" required>
          {limits?.exercises.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t("upload.side")}</span>
        <select name="side">
          {SIDES.map((side) => (
            <option key={side} value={side}>
              {t(`side.${side}`)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

function Bar({ progress }: { progress: Progress }) {
  if (!progress) return null;
  return (
    <p class="upload-progress number" role="status">
      <progress value={progress.share} max={1} />
      {t(progress.kind === "sending" ? "upload.sending" : "upload.judging", { n: Math.round(progress.share * 100) })}
    </p>
  );
}

/** A phone video, judged like a call and then reviewed. */
export function Upload({ back }: { back: () => void }) {
  const { limits, problem: closed } = useLimits();
  const { progress, problem, start } = useUpload();
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [file, exercise, side] = [form.get("file"), form.get("exercise"), form.get("side")];
    if (file instanceof File && typeof exercise === "string" && typeof side === "string") void start(file, exercise, side, limits);
  };
  const text = problem.value ?? closed;
  const sending = progress.value !== null;
  return (
    <form class="choice upload" onSubmit={send}>
      <h1>{t("upload.title")}</h1>
      <p class="lead">{t("upload.lead")}</p>
      <Fields limits={limits} sending={sending} />
      <div class="actions">
        <button type="submit" class="button first" disabled={sending || !limits}>
          {t("upload.start")}
        </button>
        <button type="button" class="button bare" onClick={back}>
          {t("upload.back")}
        </button>
      </div>
      <Bar progress={progress.value} />
      {text && (
        <p class="problem" role="alert">
          {text}
        </p>
      )}
    </form>
  );
}
