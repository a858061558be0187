/**
 * How loud the patient and everybody else are, moment by moment: whose voice a word was that the device heard,
 * and whether somebody is talking just now. Levels are peaks, 0 to 1.
 */

export interface Moment {
  /** In ms. */
  at: number;
  /** The patient's own microphone, after echo cancellation. */
  own: number;
  /** All the voices that come from the loudspeaker. */
  others: number;
}

/** A voice; the noise of a room is below. */
const VOICE = 0.03;
/** What is left of the others' voices in the microphone is below this share of them. */
const ECHO = 0.25;
/** The loudspeaker is heard so much later. */
const DELAY_MS = 300;
/** A word is recognised at most so long after it was said. */
const LATE_MS = 2500;
/** Between two words of one sentence. */
const PAUSE_MS = 700;
/** In so many moments the shortest cry is heard. */
const CRY = 2;
/** Somebody talks who was loud in so many moments of the last second; a knock or a beep now and then is shorter. */
const TALK = 6;
const TALKED_MS = 1000;
const LOOK_MS = 50;

function own(moment: Moment, all: readonly Moment[]): boolean {
  const before = all.filter(({ at }) => at <= moment.at && moment.at - at <= DELAY_MS);
  return moment.own >= Math.max(VOICE, ECHO * Math.max(...before.map(({ others }) => others)));
}

/**
 * Whether a word that was recognised now came from the loudspeaker. Where it is in doubt it did not: a cry must
 * never go unheard, also not one into another's sentence, nor where nothing can be measured.
 */
export function fromLoudspeaker(moments: readonly Moment[], now: number): boolean {
  const lately = moments.filter(({ at }) => now - at <= LATE_MS);
  const others = lately.some((moment) => moment.others >= VOICE);
  return others && lately.filter((moment) => own(moment, lately)).length < CRY;
}

export function othersTalk(moments: readonly Moment[], now: number): boolean {
  const loud = moments.filter(({ at, others }) => now - at <= TALKED_MS && others >= VOICE);
  return loud.length >= TALK && loud.some(({ at }) => now - at <= PAUSE_MS);
}

/** Listens to how loud it is until it is closed; nothing is kept but the last moments' levels. */
export class Loudness {
  #context = new AudioContext();
  #own = this.#context.createAnalyser();
  #others = this.#context.createAnalyser();
  #samples = new Float32Array(this.#own.fftSize);
  #moments: Moment[] = [];
  #timer = setInterval(() => {
    this.#look();
  }, LOOK_MS);

  constructor(microphone: MediaStreamTrack | null, voices: readonly MediaStreamTrack[]) {
    if (microphone) this.#hear(microphone, this.#own);
    for (const voice of voices) this.#hear(voice, this.#others);
  }

  fromLoudspeaker(): boolean {
    return fromLoudspeaker(this.#moments, performance.now());
  }

  othersTalk(): boolean {
    return othersTalk(this.#moments, performance.now());
  }

  close(): void {
    clearInterval(this.#timer);
    void this.#context.close();
  }

  #hear(track: MediaStreamTrack, analyser: AnalyserNode): void {
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  }

  #look(): void {
    const at = performance.now();
    this.#moments.push({ at, own: this.#peak(this.#own), others: this.#peak(this.#others) });
    this.#moments = this.#moments.filter((moment) => at - moment.at <= LATE_MS + DELAY_MS);
  }

  #peak(analyser: AnalyserNode): number {
    analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }
}
