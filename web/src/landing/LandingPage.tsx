import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { startDemo, startSession, type NewSession } from "../lib/api";
import { entrance, nextOf, signOut, type Entrance, type Me } from "../lib/entrance";
import { keepName, ownName } from "../lib/link";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { t } from "../texts";
import { Audit } from "./Audit";
import { DayView } from "./Day";
import { FirstRun, SignIn } from "./Enter";
import { Import } from "./Import";
import { Mail } from "./Mail";
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

/** Ways to begin that need no patient of the list. */
function Choice({ busy, problem, start, demo, upload }: ChoiceProps) {
  return (
    <section class="others" aria-labelledby="others">
      <h2 id="others">{t("landing.others")}</h2>
      <div class="actions">
        <button type="button" class="button" disabled={busy} onClick={start}>
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

type At = "day" | "upload" | "team" | "audit" | "import" | "mail" | { ready: NewSession };

/** The day, and below it the other ways to begin; each of those has the page for itself. */
function Home({ me, provider }: { me: Me; provider: string }) {
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const at = useSignal<At>("day");
  const alone = useSignal(false);
  const ask = async (request: () => Promise<NewSession | string | null>, then: (session: NewSession) => void) => {
    busy.value = true;
    problem.value = null;
    const answer = await request();
    busy.value = false;
    if (answer === null || typeof answer === "string") problem.value = answer ?? t("landing.failed");
    else then(answer);
  };
  const back = () => (at.value = "day");
  const now = at.value;
  if (now === "team") return <Team me={me.id} provider={provider} back={back} />;
  if (now === "import") return <Import back={back} />;
  if (now === "mail") return <Mail back={back} />;
  if (now === "audit") return <Audit back={back} />;
  if (now === "upload") return <Upload back={back} />;
  if (now !== "day") return <Ready session={now.ready} again={back} />;
  return (
    <div class="home">
      <DayView alone={alone} hello={t("day.hello", { name: me.name })} />
      {!alone.value && (
        <Choice
          busy={busy.value}
          problem={problem.value}
          start={() => void ask(startSession, (session) => (at.value = { ready: session }))}
          demo={() => void ask(startDemo, (session) => {
            location.assign(session.therapist_url);
          })}
          upload={() => (at.value = "upload")}
        />
      )}
      {!alone.value && me.role === "administrator" && (
        <div class="actions">
          <button type="button" class="button bare" onClick={() => (at.value = "team")}>
            {t("staff.title")}
          </button>
          <button type="button" class="button bare" onClick={() => (at.value = "import")}>
            {t("import.title")}
          </button>
          <button type="button" class="button bare" onClick={() => (at.value = "mail")}>
            {t("mail.title")}
          </button>
          <button type="button" class="button bare" onClick={() => (at.value = "audit")}>
            {t("audit.title")}
          </button>
        </div>
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
  if (!at.begun) return <FirstRun at={at} entered={entered} />;
  if (!at.person) return <SignIn at={at} entered={entered} />;
  if (at.person.role === "reviewer") return <Instead text={t("enter.reviewer")} />;
  return <Home me={at.person} provider={at.provider} />;
}

/** Whether the person was on the way to another page and is led there. */
function onward(me: Me | null): boolean {
  if (!me) return false;
  if (!ownName()) keepName(me.name);
  const next = nextOf(location.search);
  if (next) location.assign(next);
  return next !== null;
}

/** What this is, the way in, and a picture of it. */
export function LandingPage() {
  const at = useSignal<Entrance | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void entrance().then((answer) => {
      if (!answer.ok) problem.value = answer.text;
      else if (!onward(answer.value.person)) at.value = answer.value;
    });
  }, [at, problem]);
  const entered = (me: Me) => {
    if (!onward(me) && at.value) at.value = { ...at.value, begun: true, person: me };
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
      {!at.value?.person && (
        <footer>
          <Notes />
        </footer>
      )}
    </div>
  );
}
