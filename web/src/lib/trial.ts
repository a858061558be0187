/** Looks at what a call needs: the browser, the line, the relay, and what a track brings. */

/** Both ends of a call speak VP8. */
export function able(): boolean {
  if (!("RTCPeerConnection" in globalThis) || !("mediaDevices" in navigator)) return false;
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  return codecs.some(({ mimeType }) => mimeType.toLowerCase() === "video/vp8");
}

const LINE = "/api/v1/line";
const WAIT_MS = 10_000;
const SMALL = 1_000;
const LARGE = 200_000;

/** Milliseconds until the server has taken so many bytes; null when it did not. */
async function sent(bytes: number): Promise<number | null> {
  const begin = performance.now();
  try {
    const body = new Uint8Array(bytes);
    const answer = await fetch(LINE, { method: "POST", body, signal: AbortSignal.timeout(WAIT_MS) });
    return answer.ok ? performance.now() - begin : null;
  } catch {
    return null;
  }
}

/** The round trip in ms (the best of three), and the kilobits a second that go up. */
export async function line(): Promise<{ ms: number | null; kbits: number | null }> {
  const trips = [await sent(SMALL), await sent(SMALL), await sent(SMALL)].filter((ms) => ms !== null);
  if (trips.length === 0) return { ms: null, kbits: null };
  const ms = Math.min(...trips);
  const all = await sent(LARGE);
  return { ms, kbits: all === null ? null : (LARGE * 8) / Math.max(1, all - ms) };
}

const RELAY_MS = 6000;

/** Whether one of the TURN server's addresses gives us one of its own. */
export async function relay(iceServers: RTCIceServer[]): Promise<boolean> {
  const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
  connection.addTransceiver("audio");
  const found = new Promise<boolean>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) resolve(false);
      else if (candidate.candidate.includes(" typ relay")) resolve(true);
    };
    setTimeout(resolve, RELAY_MS, false);
  });
  await connection.setLocalDescription(await connection.createOffer());
  const reached = await found;
  connection.close();
  return reached;
}

const GRAIN = 16;

/** Mean brightness of the picture that is shown, 0 to 255; null before the first one. */
export function brightness(video: HTMLVideoElement): number | null {
  const pen = Object.assign(document.createElement("canvas"), { width: GRAIN, height: GRAIN }).getContext("2d");
  if (!pen || video.videoWidth === 0) return null;
  pen.drawImage(video, 0, 0, GRAIN, GRAIN);
  const pixels = pen.getImageData(0, 0, GRAIN, GRAIN).data;
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4) sum += ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
  return sum / (pixels.length / 4);
}

/** Hears a track: `peak()` is the loudest of the last moments, 0 to 1. */
export class Ear {
  #context = new AudioContext();
  #analyser = this.#context.createAnalyser();
  #samples = new Float32Array(2048);

  constructor(track: MediaStreamTrack) {
    this.#analyser.fftSize = this.#samples.length;
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  peak(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }

  close(): void {
    void this.#context.close();
  }
}
