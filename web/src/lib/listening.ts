/**
 * Hearing words on this device alone: the word for stop, and captions. A recogniser that would send the voice
 * anywhere is never started; where there is no other, nothing is offered.
 */

/** What of the browser's recogniser is used; `processLocally` is what keeps the voice on the device. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally?: boolean;
  onresult: ((event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start: (track?: MediaStreamTrack) => void;
  abort: () => void;
}

interface Wish {
  langs: string[];
  processLocally: true;
}

interface Maker {
  new (): Recognition;
  available?: (wish: Wish) => Promise<string>;
  install?: (wish: Wish) => Promise<boolean>;
}

const TAGS: Record<string, string> = { en: "en-US", es: "es-ES", fr: "fr-FR", pl: "pl-PL" };

function maker(): Maker | null {
  const found: unknown = (globalThis as { SpeechRecognition?: unknown }).SpeechRecognition;
  return typeof found === "function" && "available" in found ? (found as unknown as Maker) : null;
}

const wishOf = (language: string): Wish => ({ langs: [TAGS[language] ?? language], processLocally: true });

export type Offer = "none" | "ready" | "fetch";

/** Whether the device understands this language by itself: now, or after the browser fetched it. */
export async function offerOf(language: string): Promise<Offer> {
  try {
    const state = await maker()?.available?.(wishOf(language));
    if (state === "available") return "ready";
    return state === "downloadable" || state === "downloading" ? "fetch" : "none";
  } catch {
    return "none";
  }
}

/** Lets the browser fetch the language; true once the device has it. */
export async function fetched(language: string): Promise<boolean> {
  try {
    return (await maker()?.install?.(wishOf(language))) ?? false;
  } catch {
    return false;
  }
}

/** What people cry out; not words that other sentences are full of (`para` in Spanish). */
const STOPS: Record<string, readonly string[]> = {
  en: ["stop"],
  es: ["stop", "alto", "pare", "basta"],
  fr: ["stop", "arrête", "arrêtez"],
  pl: ["stop", "stój", "przestań"],
};

/** How often the word is in what was said. */
export function stopsIn(said: string, language: string): number {
  const words = said.normalize("NFC").toLowerCase().split(/[^\p{L}]+/u);
  return words.filter((word) => STOPS[language]?.includes(word) ?? false).length;
}

const AGAIN_MS = 300;
/** After these another try would end the same way. */
const FINAL: ReadonlySet<string> = new Set(["not-allowed", "service-not-allowed", "language-not-supported", "audio-capture"]);

export interface Ears {
  /** All of the present sentence so far, heard anew with every word. */
  said: (text: string) => void;
  /** As soon as the word is heard; said again, again. */
  stop: () => void;
}

/** Listens until it is closed; browsers end a recognition by themselves now and then. */
export class Listener {
  readonly #ears: Ears;
  readonly #language: string;
  readonly #track: MediaStreamTrack | undefined;
  #recognition: Recognition | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentence = -1;
  /** In this sentence so far. */
  #stops = 0;

  constructor(language: string, track: MediaStreamTrack | undefined, ears: Ears) {
    this.#language = language;
    this.#track = track;
    this.#ears = ears;
    this.#begin();
  }

  close(): void {
    clearTimeout(this.#timer);
    const recognition = this.#recognition;
    this.#recognition = null;
    if (!recognition) return;
    recognition.onresult = recognition.onerror = recognition.onend = null;
    recognition.abort();
  }

  #begin(): void {
    const Made = maker();
    const recognition = Made && new Made();
    if (!recognition || !("processLocally" in recognition)) return;
    this.#sentence = -1;
    recognition.processLocally = recognition.continuous = recognition.interimResults = true;
    recognition.lang = TAGS[this.#language] ?? this.#language;
    recognition.onresult = ({ results }) => {
      this.#hear(results);
    };
    recognition.onerror = ({ error }) => {
      if (FINAL.has(error)) this.close();
    };
    recognition.onend = () => {
      this.#timer = setTimeout(() => {
        this.#begin();
      }, AGAIN_MS);
    };
    this.#recognition = recognition;
    this.#start(recognition);
  }

  #start(recognition: Recognition): void {
    try {
      if (this.#track) recognition.start(this.#track);
      else recognition.start();
    } catch {
      this.close(); // the microphone is gone: the page begins anew with the next one
    }
  }

  /** The sentence that is being said is the last; what was final before it is past. */
  #hear(results: ArrayLike<ArrayLike<{ transcript: string }>>): void {
    const last = results.length - 1;
    const text = results[last]?.[0]?.transcript.trim() ?? "";
    if (!text) return;
    this.#ears.said(text);
    if (last !== this.#sentence) [this.#sentence, this.#stops] = [last, 0];
    const stops = stopsIn(text, this.#language);
    if (stops <= this.#stops) return;
    this.#stops = stops;
    this.#ears.stop();
  }
}
