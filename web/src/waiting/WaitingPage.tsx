import { useSignal, type Signal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { withdrawRecording } from "../lib/erasing";
import { giveCode, waitingRoom, when, type WaitingRoom } from "../lib/people";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { Sure } from "../parts/Sure";
import { locale, t } from "../texts";
import { Agreements } from "./Agreements";
import { HomeToday } from "./HomeToday";
import { HowItGoes } from "./HowItGoes";
import { OwnReminders } from "./OwnReminders";
import { SendVideo } from "./SendVideo";

const AGAIN_MS = 4000;

type At = { kind: "opening" } | { kind: "code" } | { kind: "waiting"; room: WaitingRoom } | { kind: "away"; text: string; ended: boolean };

/** Asks now and every few seconds; goes into the session when it has begun. */
function useRoom(code: string, at: Signal<At>): () => Promise<void> {
  const look = useCallback(async () => {
    const answer = await waitingRoom(code);
    if (answer.ok && answer.value.session_url) location.assign(answer.value.session_url);
    else if (answer.ok) at.value = { kind: "waiting", room: answer.value };
    else if (answer.status === 401) at.value = { kind: "code" };
    else at.value = { kind: "away", text: answer.text, ended: answer.status === 404 };
  }, [code, at]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      const now = at.peek();
      if (now.kind !== "code" && !(now.kind === "away" && now.ended)) void look();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [look, at]);
  return look;
}

/** `ended`: the link opens nothing any more, which is told to nobody who does not hold it and asks. */
function FirstCode({ code, given, ended }: { code: string; given: () => Promise<void>; ended: (text: string) => void }) {
  const problem = useSignal<string | null>(null);
  const submit = async (form: FormData) => {
    const said = form.get("code");
    const answer = await giveCode(code, typeof said === "string" ? said : "");
    if (answer.ok) await given();
    else if (answer.status === 404) ended(answer.text);
    else problem.value = answer.text;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <h1>{t("waiting.code")}</h1>
      <p class="lead">{t("waiting.code_lead")}</p>
      <input class="digits number" name="code" required inputMode="numeric" autocomplete="one-time-code" maxLength={8} aria-label={t("waiting.code")} />
      <button type="submit" class="button first">
        {t("waiting.go_on")}
      </button>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}

/** What is kept of them, each with its way to be deleted. */
function Recordings({ recordings, look }: { recordings: WaitingRoom["recordings"]; look: () => Promise<void> }) {
  if (recordings.length === 0) return null;
  return (
    <details class="recordings">
      <summary>{t("erase.recordings", { n: recordings.length })}</summary>
      <ul>
        {recordings.map(({ code, started_at }) => (
          <li key={code}>
            <time dateTime={started_at}>{when(started_at, locale())}</time>
            <Sure name={t("erase.film")} question={t("erase.film_sure")} act={() => withdrawRecording(code)} done={() => void look()} />
          </li>
        ))}
      </ul>
    </details>
  );
}

const HOUR_MS = 3_600_000;

/** Who comes, and when: nobody comes soon whose session is another day. */
function Coming({ room }: { room: WaitingRoom }) {
  const next = room.next && <p class="lead">{t("waiting.next", { when: when(room.next, locale()) })}</p>;
  if (room.next && Date.parse(room.next) - Date.now() > HOUR_MS) {
    return (
      <>
        {next}
        <p class="lead">{t("waiting.later")}</p>
      </>
    );
  }
  return (
    <>
      <p class="lead" role="status">
        {room.therapist ? t("waiting.with", { name: room.therapist }) : t("waiting.soon")}
      </p>
      <p class="lead">{t("waiting.stay")}</p>
      {next}
    </>
  );
}

function Room({ code, room, look }: { code: string; room: WaitingRoom; look: () => Promise<void> }) {
  return (
    <section>
      <p class="mark">
        <Icon name="mark" />
      </p>
      <h1>{t("waiting.hello", { name: room.name })}</h1>
      {room.helps && <p class="lead">{t("care.title", { name: room.helps })}</p>}
      <Coming room={room} />
      {room.helps === null && <HomeToday code={code} />}
      {room.helps === null && <HowItGoes code={code} />}
      {room.helps === null && <SendVideo code={code} sent={() => void look()} />}
      {room.helps === null && <Agreements code={code} />}
      {room.helps === null && <OwnReminders code={code} planned={room.next !== null} />}
      <Recordings recordings={room.recordings} look={look} />
    </section>
  );
}

/** A patient's own link: right place, right time, nothing to do. */
export function WaitingPage() {
  const code = location.pathname.split("/")[2] ?? "";
  const at = useSignal<At>({ kind: "opening" });
  const look = useRoom(code, at);
  const now = at.value;
  return (
    <div class="waiting">
      <header>
        <Display />
      </header>
      <main aria-busy={now.kind === "opening"}>
        {now.kind === "code" && <FirstCode code={code} given={look} ended={(text) => (at.value = { kind: "away", text, ended: true })} />}
        {now.kind === "waiting" && <Room code={code} room={now.room} look={look} />}
        {now.kind === "away" && (
          <section>
            <h1>{t(now.ended ? "waiting.ended" : "waiting.away")}</h1>
            <p class="lead" role="alert">
              {now.text}
            </p>
          </section>
        )}
      </main>
    </div>
  );
}
