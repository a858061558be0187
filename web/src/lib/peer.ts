/** One peer connection to the server: our microphone and camera up, one pair of slots down for each other person. */

import type { Sent } from "./uplink";

const GATHER_MS = 2000;
const CONNECT_MS = 15_000;
/** `disconnected` often heals by itself; after this long the connection is replaced. */
const HEAL_MS = 3000;
const START_KBITS = 600;

export interface Slot {
  audio: MediaStreamTrack;
  video: MediaStreamTrack;
  videoReceiver: RTCRtpReceiver;
}

export interface PeerEvents {
  offer: (sdp: string) => void;
  /** Connected, or not any more. */
  connected: (yes: boolean) => void;
  /** This connection will not come back: make a new one. */
  failed: () => void;
}

export interface PeerWish {
  iceServers: RTCIceServer[];
  slots: number;
  maxKbits: number;
  events: PeerEvents;
}

/** VP8 first, so that the server never has to re-encode for anyone; the rest stays as a way to be told so. */
export function preferVp8<T extends { mimeType: string }>(codecs: T[]): T[] {
  const isVp8 = (codec: T) => codec.mimeType.toLowerCase() === "video/vp8";
  return [...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))];
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS);
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      resolve();
    });
  });
}

export class Peer {
  readonly slots: Slot[] = [];
  readonly #connection: RTCPeerConnection;
  readonly #wish: PeerWish;
  readonly #video: RTCRtpTransceiver;
  readonly #audio: RTCRtpTransceiver;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(wish: PeerWish) {
    this.#wish = wish;
    this.#connection = new RTCPeerConnection({ iceServers: wish.iceServers, bundlePolicy: "max-bundle" });
    this.#audio = this.#connection.addTransceiver("audio", { direction: "sendonly" }); // the server goes by order
    this.#video = this.#connection.addTransceiver("video", { direction: "sendonly" });
    this.#preferVp8(this.#video);
    for (let i = 0; i < wish.slots; i += 1) this.#addSlot();
    this.#connection.addEventListener("connectionstatechange", () => {
      this.#changed();
    });
  }

  get videoSender(): RTCRtpSender {
    return this.#video.sender;
  }

  /** Sends the offer once the addresses are known, or after 2 s with those known by then. */
  async offer(): Promise<void> {
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    await gathered(this.#connection);
    if (this.#closed) return;
    this.#wish.events.offer(this.#connection.localDescription?.sdp ?? "");
    this.#failAfter(CONNECT_MS);
  }

  async answer(sdp: string): Promise<void> {
    if (this.#connection.signalingState !== "have-local-offer") return; // an answer to a connection given up
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
    await this.#limit();
  }

  /** Null sends nothing; needs no new offer. */
  async send(video: MediaStreamTrack | null, audio: MediaStreamTrack | null): Promise<void> {
    if (this.#closed) return;
    await Promise.all([this.#video.sender.replaceTrack(video), this.#audio.sender.replaceTrack(audio)]);
  }

  /** How often and how large the camera's picture is sent. */
  async shape({ fps, scale }: Sent): Promise<void> {
    const parameters = this.#video.sender.getParameters();
    const first = parameters.encodings[0];
    if (this.#closed || !first) return;
    [first.maxFramerate, first.scaleResolutionDownBy] = [fps, scale];
    await this.#video.sender.setParameters(parameters);
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connection.close();
  }

  #addSlot(): void {
    const audio = this.#connection.addTransceiver("audio", { direction: "recvonly" });
    const video = this.#connection.addTransceiver("video", { direction: "recvonly" });
    this.#preferVp8(video);
    this.slots.push({ audio: audio.receiver.track, video: video.receiver.track, videoReceiver: video.receiver });
  }

  #preferVp8(transceiver: RTCRtpTransceiver): void {
    const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
    if (codecs.length > 0) transceiver.setCodecPreferences(preferVp8(codecs));
  }

  async #limit(): Promise<void> {
    const parameters = this.#video.sender.getParameters();
    const first = parameters.encodings[0];
    if (!first) return;
    first.maxBitrate = Math.max(START_KBITS, this.#wish.maxKbits) * 1000;
    await this.#video.sender.setParameters(parameters);
    await this.#voiceFirst();
  }

  /** On a narrow line the voice goes before the picture. */
  async #voiceFirst(): Promise<void> {
    const parameters = this.#audio.sender.getParameters();
    const first = parameters.encodings[0];
    if (!first) return;
    [first.priority, first.networkPriority] = ["high", "high"];
    await this.#audio.sender.setParameters(parameters);
  }

  #changed(): void {
    if (this.#closed) return;
    const state = this.#connection.connectionState;
    if (state === "connected") clearTimeout(this.#timer);
    if (state === "connected" || state === "disconnected") this.#wish.events.connected(state === "connected");
    if (state === "disconnected") this.#failAfter(HEAL_MS);
    if (state === "failed") this.#failAfter(0);
  }

  #failAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#closed) this.#wish.events.failed();
    }, ms);
  }
}
