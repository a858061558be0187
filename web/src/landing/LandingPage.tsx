import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { startDemo, startSession, type NewSession } from "../lib/api";
import { entrance, nextOf, signOut, type Entrance, type Me } from "../lib/entrance";
import { keepName, ownName } from "../lib/link";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { DayView } from "./Day";
import { FirstRun, SignIn } from "./Enter";
import { Ready } from "./Ready";
import { StagePicture } from "./StagePicture";
import { Team } from "./Team";
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

/** What somebody who is signed in begins with. */
function Begin() {
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
  if (uploading.value) return <Upload back={() => (uploading.value = false)} />;
  if (ready.value) return <Ready session={ready.value} again={() => (ready.value = null)} />;
  return (
    <Choice
      busy={busy.value}
      problem={problem.value}
      start={() => void start()}
      demo={() => void demo()}
      upload={() => (uploading.value = true)}
    />
  );
}

/** The ways to begin, and the day below them. */
function Home({ me }: { me: Me }) {
  const atTeam = useSignal(false);
  if (atTeam.value) return <Team me={me.id} back={() => (atTeam.value = false)} />;
  return (
    <div class="home">
      <Begin />
      <DayView />
      {me.role === "administrator" && (
        <button type="button" class="button bare" onClick={() => (atTeam.value = true)}>
          {t("staff.title")}
        </button>
      )}
    </div>
  );
}

/** A sentence where the buttons would be. */
function Instead({ text }: { text: string }) {
  return (
    <section class="choice">
      <h1>{t("landing.title")}</h1>
      <p class="problem" role="alert">
        {text}
      </p>
    </section>
  );
}

interface WayInProps {
  at: Entrance;
  entered: (me: Me) => void;
}

function WayIn({ at, entered }: WayInProps) {
  if (!at.begun) return <FirstRun codeNeeded={at.code_needed} entered={entered} />;
  if (!at.person) return <SignIn entered={entered} />;
  if (at.person.role === "reviewer") return <Instead text={t("enter.reviewer")} />;
  return <Home me={at.person} />;
}

/** What this is, the way in, and a picture of it. */
export function LandingPage() {
  const at = useSignal<Entrance | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void entrance().then((answer) => {
      if (answer.ok) at.value = answer.value;
      else problem.value = answer.text;
    });
  }, [at, problem]);
  const entered = (me: Me) => {
    const next = nextOf(location.search);
    if (!ownName()) keepName(me.name);
    if (next) location.assign(next);
    else at.value = { begun: true, code_needed: false, person: me };
  };
  const leave = async () => {
    await signOut();
    location.assign("/");
  };
  return (
    <div class="landing">
      <header>
        <p class="mark">
          <Icon name="mark" />
          {t("app.name")}
        </p>
        <Display />
        {at.value?.person && (
          <button type="button" class="button bare" onClick={() => void leave()}>
            {t("enter.sign_out")}
          </button>
        )}
      </header>
      <main>
        {problem.value && <Instead text={problem.value} />}
        {at.value && <WayIn at={at.value} entered={entered} />}
        {!problem.value && !at.value && <div class="choice" aria-busy="true" />}
        {!at.value?.person && <StagePicture />}
      </main>
      <footer>
        <Notes />
      </footer>
    </div>
  );
}
