import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import type { UploadLimits } from "../lib/review";
import { t } from "../texts";
import "./video.css";
import { judged, limitsAt, send, type Video, type VideoDoor } from "./video";

const MB = 1e6;

/** How far it is: first the file on its way, then the judging; null while nothing goes on. */
type Progress = { kind: "sending" | "judging"; share: number } | null;

/** Sends the file and waits until it is judged. */
function useSending<Sent>(door: VideoDoor<Sent>, done: (sent: Sent) => void) {
  const progress = useSignal<Progress>(null);
  const problem = useSignal<string | null>(null);
  const fail = (text: string) => {
    [progress.value, problem.value] = [null, text];
  };
  const start = async (video: Video, limits: UploadLimits | null) => {
    if (limits && video.file.size > limits.max_bytes) {
      fail(t("upload.large", { mb: Math.floor(limits.max_bytes / MB) }));
      return;
    }
    [progress.value, problem.value] = [{ kind: "sending", share: 0 }, null];
    const sent = await send(door, video, (share) => (progress.value = { kind: "sending", share }));
    if (!sent.ok) {
      fail(sent.text);
      return;
    }
    const answer = await judged(door, door.jobOf(sent.value), (job) => (progress.value = { kind: "judging", share: job.progress }));
    if (!answer.ok) {
      fail(answer.text);
      return;
    }
    progress.value = null;
    done(sent.value);
  };
  return { progress, problem, start };
}

/** What the server takes; its sentence where it takes nothing. */
function useLimits(door: { limits: string }) {
  const limits = useSignal<UploadLimits | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void limitsAt(door).then((answer) => {
      if (answer.ok) limits.value = answer.value;
      else problem.value = answer.text;
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a door is made anew, the address stays
  }, [door.limits, limits, problem]);
  return { limits: limits.value, problem: problem.value };
}

function Fields({ limits, sending }: { limits: UploadLimits | null; sending: boolean }) {
  const chosen = useSignal("");
  const size = limits && t("upload.limits", { mb: Math.floor(limits.max_bytes / MB), min: Math.floor(limits.max_seconds / 60) });
  const exercises = limits?.exercises ?? [];
  const sides = (exercises.find(({ id }) => id === chosen.value) ?? exercises[0])?.sides ?? [];
  return (
    <fieldset disabled={sending}>
      <label class="field">
        <span>{t("upload.file")}</span>
        <input type="file" name="file" accept="video/*" required />
        {size && <small>{size}</small>}
      </label>
      <label class="field">
        <span>{t("upload.exercise")}</span>
        <select name="exercise" required onChange={(event) => { chosen.value = event.currentTarget.value; }}>
          {exercises.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field" hidden={sides.length < 2}>
        <span>{t("upload.side")}</span>
        <select name="side">
          {sides.map((side) => (
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
      <progress value={progress.share} max={1} aria-label={t(progress.kind === "sending" ? "upload.bar_sending" : "upload.bar_judging")} />
      {t(progress.kind === "sending" ? "upload.sending" : "upload.judging", { n: Math.round(progress.share * 100) })}
    </p>
  );
}

interface VideoFormProps<Sent> {
  door: VideoDoor<Sent>;
  /** The file is there and judged. */
  done: (sent: Sent) => void;
  back: () => void;
}

function videoOf(form: HTMLFormElement): Video | null {
  const all = new FormData(form);
  const [file, exercise, side] = [all.get("file"), all.get("exercise"), all.get("side")];
  return file instanceof File && typeof exercise === "string" && typeof side === "string" ? { file, exercise, side } : null;
}

/** Which file, what is in it, and how far it is. */
export function VideoForm<Sent>({ door, done, back }: VideoFormProps<Sent>) {
  const { limits, problem: closed } = useLimits(door);
  const { progress, problem, start } = useSending(door, done);
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const video = videoOf(event.currentTarget);
    if (video) void start(video, limits);
  };
  const text = problem.value ?? closed;
  const sending = progress.value !== null;
  return (
    <form class="upload" onSubmit={submit}>
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
