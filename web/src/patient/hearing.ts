/** Whether this patient's page listens: their own choice, off until they make it. */

import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Listener, offerOf, stopsIn, type Offer } from "../lib/listening";
import { Loudness } from "../lib/loudness";
import type { Session } from "../lib/session";
import { language } from "../texts";

const KEYS = { stop: "coach.spoken_stop", captions: "coach.captions" } as const;
export type Heard = keyof typeof KEYS;

const kept = (what: Heard) => localStorage.getItem(KEYS[what]) === "on";
export const wishes = { stop: signal(kept("stop")), captions: signal(kept("captions")) };

export function choose(what: Heard, on: boolean): void {
  wishes[what].value = on;
  localStorage.setItem(KEYS[what], on ? "on" : "off");
}

/** What the device can do in the page's language. */
export function useOffer(): Offer {
  const offer = useSignal<Offer>("none");
  useEffect(() => {
    void offerOf(language.value).then((found) => (offer.value = found));
  }, [offer]);
  return offer.value;
}

/** For captions everybody's voice, for the word alone the patient's own; and how to let go of it. */
function soundOf(session: Session, microphone: MediaStreamTrack, all: boolean): { track: MediaStreamTrack; close: () => void } {
  if (!all) return { track: microphone, close: () => undefined };
  const context = new AudioContext();
  const mixed = context.createMediaStreamDestination();
  const voices = session.received.peek().flatMap(({ stream }) => stream.getAudioTracks());
  for (const track of [microphone, ...voices]) context.createMediaStreamSource(new MediaStream([track])).connect(mixed);
  const [track = microphone] = mixed.stream.getAudioTracks();
  return { track, close: () => void context.close() };
}

/** How loud everybody is. The page's own voice waits while somebody talks. */
function useLoudness(session: Session): { current: Loudness | null } {
  const loudness = useRef<Loudness | null>(null);
  const microphone = session.camera.audio.value;
  const voices = session.received.value.map(({ stream }) => stream.id).join();
  useEffect(() => {
    if (!("AudioContext" in globalThis)) return undefined;
    const tracks = session.received.peek().flatMap(({ stream }) => stream.getAudioTracks());
    const made = new Loudness(microphone, tracks);
    loudness.current = made;
    session.speaker.busy = () => made.othersTalk();
    return () => {
      session.speaker.busy = () => false;
      loudness.current = null;
      made.close();
    };
  }, [session, microphone, voices]);
  return loudness;
}

const SHOWN_MS = 6000;

/** Listens while the patient is in the call; what is being said, for the captions. The therapist's own "stop" out of the loudspeaker stops nothing. */
export function useListening(session: Session, stop: () => void): string {
  const offer = useOffer();
  const said = useSignal("");
  const loudness = useLoudness(session);
  const captions = wishes.captions.value;
  const wanted = offer === "ready" && (wishes.stop.value || captions);
  const microphone = session.camera.audio.value;
  const voices = captions ? session.received.value.length : 0;
  useEffect(() => {
    if (!wanted || !microphone) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sound = soundOf(session, microphone, voices > 0);
    const listener = new Listener(language.value, sound.track, {
      said: (text) => {
        said.value = text;
        clearTimeout(timer);
        timer = setTimeout(() => (said.value = ""), SHOWN_MS);
      },
      stop: () => {
        const page = stopsIn(session.speaker.speaking ?? "", language.value) > 0;
        const another = loudness.current?.fromLoudspeaker() ?? false;
        if (wishes.stop.peek() && !page && !another) stop();
      },
    });
    return () => {
      clearTimeout(timer);
      listener.close();
      sound.close();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `stop` is made anew with every drawing of the page
  }, [session, wanted, microphone, voices, said, loudness]);
  return captions && wanted ? said.value : "";
}
