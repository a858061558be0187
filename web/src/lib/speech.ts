/** One spoken sentence at a time. */

const WAIT_MS = 6000;
/** Between two looks whether somebody still talks. */
const AGAIN_MS = 200;

export interface Voice {
  speak: (utterance: SpeechSynthesisUtterance) => void;
  cancel: () => void;
  getVoices: () => SpeechSynthesisVoice[];
}

interface Waiting {
  text: string;
  /** Stale after this; a line that stands on the screen is not before it is gone. */
  until: number;
}

/** A voice on this device that speaks the language; a voice that a third party computes is never used. */
export function pickVoice(voices: SpeechSynthesisVoice[], language: string): SpeechSynthesisVoice | null {
  const base = (language.split("-")[0] ?? language).toLowerCase();
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(base)) ?? null;
}

/** Longest time a sentence can take; some browsers never report its end. */
function longestMs(text: string): number {
  return 2500 + text.length * 120;
}

export class Speaker {
  muted = false;
  /** Somebody is talking: what is not urgent waits. */
  busy: () => boolean = () => false;
  language = "en";
  /** Every sentence handed to the voice, in order. */
  readonly said: string[] = [];
  #voice: Voice | null;
  #current: SpeechSynthesisUtterance | null = null;
  #next: Waiting | null = null;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(voice: Voice | null) {
    this.#voice = voice;
  }

  get available(): boolean {
    return this.#voice !== null;
  }

  /** What is being said just now. */
  get speaking(): string | null {
    return this.#current?.text ?? null;
  }

  /**
   * An urgent sentence cuts off the one that is on. Any other waits for it, and while somebody talks; of several
   * only the newest is kept, and one that had to wait 6 s is stale and dropped.
   */
  say(text: string, urgent = false): void {
    if (this.muted || !this.#voice) return;
    if (urgent) {
      this.hush();
      this.#start(text);
    } else {
      this.#wait({ text, until: performance.now() + WAIT_MS });
    }
  }

  /** A question or a line that stays on the screen: waits until it can be said, or is withdrawn. */
  read(text: string): void {
    if (!this.muted && this.#voice) this.#wait({ text, until: Infinity });
  }

  /** It is on the screen no longer: what still waits of it is not said. */
  withdraw(text: string): void {
    if (this.#next?.text === text) this.#next = null;
  }

  hush(): void {
    clearTimeout(this.#watch);
    clearTimeout(this.#again);
    this.#current = null;
    this.#next = null;
    this.#voice?.cancel();
  }

  #start(text: string): void {
    const voices = this.#voice?.getVoices() ?? [];
    const voice = pickVoice(voices, this.language);
    if (voices.length > 0 && !voice) return; // the sentence is written on the screen all the same
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = this.language;
    utterance.rate = 0.95;
    if (voice) utterance.voice = voice;
    const over = () => {
      if (this.#current === utterance) this.#finished();
    };
    utterance.onend = utterance.onerror = over;
    this.#watch = setTimeout(over, longestMs(text));
    this.#current = utterance;
    this.said.push(text);
    this.#voice?.speak(utterance);
  }

  #finished(): void {
    clearTimeout(this.#watch);
    this.#current = null;
    this.#turn();
  }

  #wait(next: Waiting): void {
    this.#next = next;
    this.#turn();
  }

  /** Says what waits, once nobody speaks. */
  #turn(): void {
    clearTimeout(this.#again);
    const next = this.#next;
    if (!next || this.#current) return;
    const fresh = performance.now() < next.until;
    if (fresh && this.busy()) {
      this.#again = setTimeout(() => {
        this.#turn();
      }, AGAIN_MS);
      return;
    }
    this.#next = null;
    if (fresh) this.#start(next.text);
  }
}
