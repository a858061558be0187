import "./trial.css";

import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { able, brightness, Ear, line, relay } from "../lib/trial";
import {
  allGood,
  LOOKING,
  ofBrowser,
  ofPicture,
  ofRelay,
  ofServer,
  ofSound,
  ofSpeed,
  THINGS,
  type Mood,
  type Thing,
  type Verdict,
} from "../lib/verdict";
import { Icon, type IconName } from "../parts/Icon";
import { t } from "../texts";

type Verdicts = Signal<Partial<Record<Thing, Verdict>>>;

const LOOK_MS = 200;
const ICONS: Record<Mood, IconName> = { looking: "turned", good: "check", fair: "alert", bad: "cross" };

function say(verdicts: Verdicts, thing: Thing, verdict: Verdict): void {
  verdicts.value = { ...verdicts.peek(), [thing]: verdict };
}

/** The line and the relay; the relay only where there is one. */
async function lookAtLine(session: Session, verdicts: Verdicts): Promise<void> {
  const { ms, kbits } = await line();
  say(verdicts, "server", ofServer(ms));
  say(verdicts, "speed", ofSpeed(kbits));
  const servers = session.iceServers();
  if (servers.length > 0) say(verdicts, "relay", ofRelay(await relay(servers)));
}

async function openDevices(session: Session, verdicts: Verdicts): Promise<void> {
  const { camera } = session;
  await camera.open();
  if (!camera.video.value) say(verdicts, "camera", { mood: "bad", text: `camera.${camera.problem.value ?? "missing"}` });
  if (!camera.audio.value) say(verdicts, "microphone", { mood: "bad", text: "try.microphone_bad" });
}

/** Looks at the picture and listens until both are good; a voice that was heard once is enough. */
function useSenses(session: Session, verdicts: Verdicts, video: { current: HTMLVideoElement | null }): void {
  const [picture, sound] = [session.camera.video.value, session.camera.audio.value];
  useEffect(() => {
    const ear = sound && new Ear(sound);
    if (video.current && picture) video.current.srcObject = new MediaStream([picture]);
    const timer = setInterval(() => {
      const light = picture && video.current ? brightness(video.current) : null;
      if (light !== null) say(verdicts, "camera", ofPicture(light));
      if (ear && verdicts.peek().microphone?.mood !== "good") say(verdicts, "microphone", ofSound(ear.peak()));
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      ear?.close();
    };
  }, [picture, sound, verdicts, video]);
}

function Row({ thing, verdict }: { thing: Thing; verdict: Verdict }) {
  return (
    <li class={`is-${verdict.mood}`}>
      <Icon name={ICONS[verdict.mood]} />
      <b>{t(`try.${thing}`)}</b>
      <span>{t(verdict.text)}</span>
    </li>
  );
}

/** Before the session: is everything there that a call needs? In plain answers. */
export function Trial({ session, back }: { session: Session; back: () => void }) {
  const verdicts: Verdicts = useSignal({});
  const video = useRef<HTMLVideoElement>(null);
  useSenses(session, verdicts, video);
  useEffect(() => {
    say(verdicts, "browser", ofBrowser(able()));
    void openDevices(session, verdicts);
    void lookAtLine(session, verdicts);
  }, [session, verdicts]);
  const shown = THINGS.filter((thing) => thing !== "relay" || session.iceServers().length > 0);
  const told = shown.map((thing) => verdicts.value[thing] ?? LOOKING);
  const good = allGood(told);
  return (
    <main class="trial">
      <h1>{t("try.title")}</h1>
      <p class="outcome" role="status">
        {good === null ? t("try.looking") : t(good ? "try.all_good" : "try.not_all")}
      </p>
      <button type="button" class="back" onClick={back}>
        {t("try.back")}
      </button>
      <video ref={video} class="mirrored" autoplay muted playsInline aria-label={t("try.camera")} />
      <ul>
        {shown.map((thing, at) => (
          <Row key={thing} thing={thing} verdict={told[at] ?? LOOKING} />
        ))}
      </ul>
    </main>
  );
}
