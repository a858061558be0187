/** The three sounds: a soft tick for a repetition, two notes for a set, an alarm that repeats until it is seen. */

const ALARM_EVERY_MS = 1600;

interface Note {
  hertz: number;
  at: number;
  seconds: number;
  loud: number;
}

const TICK: Note[] = [{ hertz: 880, at: 0, seconds: 0.09, loud: 0.16 }];
const SET_DONE: Note[] = [
  { hertz: 523, at: 0, seconds: 0.22, loud: 0.18 },
  { hertz: 784, at: 0.2, seconds: 0.38, loud: 0.18 },
];
const ALARM: Note[] = [
  { hertz: 740, at: 0, seconds: 0.18, loud: 0.3 },
  { hertz: 587, at: 0.22, seconds: 0.18, loud: 0.3 },
  { hertz: 740, at: 0.44, seconds: 0.18, loud: 0.3 },
];

function play(context: AudioContext, note: Note): void {
  const start = context.currentTime + note.at;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = note.hertz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(note.loud, start + 0.012); // a hard edge would click
  gain.gain.exponentialRampToValueAtTime(0.0001, start + note.seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + note.seconds);
}

export class Sounds {
  muted = false;
  #context: AudioContext | null = null;
  #alarm: ReturnType<typeof setInterval> | undefined;

  /** Browsers let a page sound only after a touch or a key: call it from one. */
  unlock(): void {
    if (!("AudioContext" in globalThis)) return;
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  tick(): void {
    this.#play(TICK);
  }

  setDone(): void {
    this.#play(SET_DONE);
  }

  /** Repeats until `alarmOff`; muting does not silence it, only seeing to it does. */
  alarm(): void {
    if (this.#alarm) return;
    this.#play(ALARM, true);
    this.#alarm = setInterval(() => {
      this.#play(ALARM, true);
    }, ALARM_EVERY_MS);
  }

  alarmOff(): void {
    clearInterval(this.#alarm);
    this.#alarm = undefined;
  }

  #play(notes: Note[], always = false): void {
    const context = this.#context;
    if (context?.state !== "running" || (this.muted && !always)) return;
    notes.forEach((note) => {
      play(context, note);
    });
  }
}
