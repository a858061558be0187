import { useSignal } from "@preact/signals";

import { startDemo, startSession, type NewSession } from "../lib/api";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { Ready } from "./Ready";
import { StagePicture } from "./StagePicture";
import { Upload } from "./Upload";

function Notes() {
  return (
    <ul class="notes">
      <li>{t("landing.note_1")}</li>
      <li>{t("landing.note_2")}</li>
      <li>{t("landing.note_3")}</li>
    </ul>
  );
}

interface ChoiceProps {
  busy: boolean;
  problem: string | null;
  start: () => void;
  demo: () => void;
  upload: () => void;
}

function Choice({ busy, problem, start, demo, upload }: ChoiceProps) {
  return (
    <section class="choice">
      <h1>{t("landing.title")}</h1>
      <p class="lead">{t("landing.lead")}</p>
      <div class="actions">
        <button type="button" class="button first" disabled={busy} onClick={start}>
          {busy ? t("landing.starting") : t("landing.start")}
        </button>
        <button type="button" class="button" disabled={busy} onClick={demo}>
          <Icon name="play" />
          {t("landing.demo")}
        </button>
        <button type="button" class="button" disabled={busy} onClick={upload}>
          <Icon name="upload" />
          {t("upload.title")}
        </button>
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

/** What this is, the ways in, and a picture of it. */
export function LandingPage() {
  const busy = useSignal(false);
  const ready = useSignal<NewSession | null>(null);
  const problem = useSignal<string | null>(null);
  const uploading = useSignal(false);
  const ask = async (request: () => Promise<NewSession | string | null>, then: (session: NewSession) => void) => {
    busy.value = true;
    problem.value = null;
    const answer = await request();
    busy.value = false;
    if (answer === null || typeof answer === "string") problem.value = answer ?? t("landing.failed");
    else then(answer);
  };
  const start = () => ask(startSession, (session) => (ready.value = session));
  const demo = () =>
    ask(startDemo, (session) => {
      location.assign(session.therapist_url);
    });
  return (
    <div class="landing">
      <header>
        <p class="mark">
          <Icon name="mark" />
          {t("app.name")}
        </p>
        <Display />
      </header>
      <main>
        {uploading.value && <Upload back={() => (uploading.value = false)} />}
        {ready.value && <Ready session={ready.value} again={() => (ready.value = null)} />}
        {!uploading.value && !ready.value && (
          <Choice
            busy={busy.value}
            problem={problem.value}
            start={() => void start()}
            demo={() => void demo()}
            upload={() => (uploading.value = true)}
          />
        )}
        <StagePicture />
      </main>
      <footer>
        <Notes />
      </footer>
    </div>
  );
}
