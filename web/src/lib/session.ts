/** One page's part in a session: its line, its call, its camera, and what it has been told. */

import { computed, effect, signal } from "@preact/signals";

import { Buffer, type Tally } from "./buffer";
import { Camera } from "./camera";
import { effectsOf, type Effect } from "./effects";
import { decodePose, type PoseFrame } from "./landmarks";
import type { FromBrowser, Participant, ToBrowser } from "./messages";
import type { Overlay } from "./overlay";
import { Peer } from "./peer";
import { PoseBuffer } from "./poses";
import { Socket, type Line } from "./socket";
import { Sounds } from "./sound";
import { Speaker } from "./speech";
import { StampMap, type SentStamp } from "./stamps";
import { dismiss, EMPTY, exerciseOf, reduce, type View } from "./state";
import { Trace } from "./trace";
import { GOOD, isWeak, kbitsOf, look, sentAt, type Uplink } from "./uplink";

/** Failed connections in a row after which the network is to blame. */
const BLOCKED_AFTER = 2;

export interface Wish {
  link: string;
  name: string;
  language: string;
  maxKbits: number;
  /** Seconds that a pose is drawn on later pictures. */
  poseHold?: number;
  /** Speaks and sounds the cues; the patient's page does. */
  voice: boolean;
}

/** Between two looks at the line of a patient. */
const LOOK_MS = 2000;

/** What one other person sends. */
export interface Received {
  person: Participant;
  stream: MediaStream;
}

export class Session {
  readonly view = signal<View>(EMPTY);
  readonly line = signal<Line>("connecting");
  readonly calling = signal(false);
  readonly connected = signal(false);
  /** Several connections in a row were never made: the network lets no pictures through. */
  readonly blocked = signal(false);
  /** Our line lets little of our picture through. */
  readonly weak = signal(false);
  readonly now = signal<number | null>(null);
  /** The newest pose was seen beside a second person. */
  readonly twoPeople = signal(false);
  readonly received = signal<Received[]>([]);
  readonly camera = new Camera();
  readonly poses: PoseBuffer;
  readonly stamps = new StampMap();
  readonly trace = new Trace();
  readonly sounds = new Sounds();
  readonly speaker: Speaker;
  /** The drawing over the patient's picture; null while none is up. */
  overlay: Overlay | null = null;
  readonly stage = computed(() => this.view.value.state?.stage ?? "idle");
  readonly exercise = computed(() => exerciseOf(this.view.value));
  readonly role = computed(() => this.view.value.welcome?.role ?? null);
  /** Why the line was closed for good; null while it is not. */
  readonly final = computed(() => (this.line.value === "closed" ? (this.view.value.notices.at(-1) ?? null) : null));
  #onPose = new Set<(frame: PoseFrame) => void>();
  #socket: Socket;
  #peer: Peer | null = null;
  #buffer = new Buffer();
  #failures = 0;
  #offers = 0;
  #uplink: Uplink = GOOD;
  #labeller: Worker | null = null;
  #wish: Wish;

  constructor(wish: Wish) {
    this.#wish = wish;
    this.poses = new PoseBuffer(wish.poseHold);
    this.speaker = new Speaker("speechSynthesis" in globalThis ? speechSynthesis : null);
    this.speaker.language = wish.language;
    const { link, name, language } = wish;
    this.#socket = new Socket(
      {
        message: (message) => {
          this.#receive(message);
        },
        binary: (buffer) => {
          this.#pose(buffer);
        },
        line: (line) => {
          this.line.value = line;
        },
      },
      () => ({ type: "hello", link, name, language }),
      () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/ws`),
    );
    effect(() => {
      this.#reportDevices();
    });
    effect(() => {
      const [video, audio] = [this.camera.video.value, this.camera.audio.value];
      void this.#peer?.send(video, audio);
    });
  }

  start(): void {
    this.#socket.connect();
    const nudge = () => {
      this.#socket.nudge();
    };
    setInterval(() => void this.#lookAtLine(), LOOK_MS);
    addEventListener("online", nudge);
    addEventListener("pageshow", nudge);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") nudge();
    });
  }

  /** Opens the call. Until then the page only listens. */
  call(): void {
    this.calling.value = true;
    if (this.line.value === "open") this.#replacePeer();
  }

  send(message: FromBrowser): void {
    this.#socket.send(message);
  }

  /** Enough was shown: a draft is made of it. */
  endLearning(reps: number | null): void {
    this.view.value = { ...this.view.value, draft: null, drafting: true };
    this.send({ type: "end_learning", reps });
  }

  /** The learnt exercise is not wanted. */
  dropDraft(): void {
    this.view.value = { ...this.view.value, draft: null };
  }

  dismiss(code: string): void {
    this.view.value = dismiss(this.view.value, code);
  }

  /** Called with every pose; returns how to stop. */
  onPose(listener: (frame: PoseFrame) => void): () => void {
    this.#onPose.add(listener);
    return () => this.#onPose.delete(listener);
  }

  /** The relays that the server told of; none before its welcome. */
  iceServers(): RTCIceServer[] {
    const told = this.view.value.welcome?.ice_servers ?? [];
    return told.map(({ urls, username, credential }) => ({
      urls,
      ...(username && credential ? { username, credential } : {}),
    }));
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.#peer?.stats()) ?? null;
  }

  /** Told now and then how the patient's pictures met their poses; holds the pictures back as long as needed. */
  pace(tally: Tally): void {
    const before = this.#buffer.ms;
    if (this.#buffer.look(tally) !== before) this.#bind();
  }

  /** The receiver of this person's picture, for its statistics. */
  receiverOf(person: number): RTCRtpReceiver | null {
    const slot = this.view.value.slots.indexOf(person);
    return this.#peer?.slots[slot]?.videoReceiver ?? null;
  }

  #receive(message: ToBrowser): void {
    const before = this.view.value;
    this.view.value = reduce(before, message);
    if (message.type === "signal") this.#signal(message);
    if (message.type === "state") this.#state(before, message);
    if (message.type === "welcome" && this.calling.value) this.#replacePeer();
    if (message.type === "welcome") this.#reportDevices();
    // one that comes late belongs to a connection that was given up
    if (message.type === "answer" && message.id === this.#offers) void this.#peer?.answer(message.sdp);
    if (message.type === "slots" || message.type === "participants") this.#bind();
    for (const result of effectsOf(before, message, this.now.value)) this.#perform(result);
  }

  #signal(message: Extract<ToBrowser, { type: "signal" }>): void {
    this.trace.add(message);
  }

  #state(before: View, message: Extract<ToBrowser, { type: "state" }>): void {
    if (before.state?.exercise !== message.exercise || before.state.side !== message.side) this.trace.clear();
    if (message.t !== null) this.now.value = Math.max(this.now.value ?? 0, message.t);
    if (message.stage === "ended") this.#leave();
  }

  #perform(result: Effect): void {
    if (result.kind === "alarm") this.sounds.alarm();
    if (result.kind === "alarm_off") this.sounds.alarmOff();
    if (result.kind === "hush") this.speaker.hush();
    if (!this.#wish.voice) return;
    if (result.kind === "tick") this.sounds.tick();
    if (result.kind === "set_done") this.sounds.setDone();
    if (result.kind === "say") this.speaker.say(result.text, result.urgent);
  }

  #pose(buffer: ArrayBuffer): void {
    const frame = decodePose(buffer);
    if (!frame) return;
    this.poses.push(frame);
    this.now.value = frame.t;
    this.twoPeople.value = frame.twoPeople;
    for (const listener of this.#onPose) listener(frame);
  }

  /** The patient's picture is asked for as the line carries it. */
  async #lookAtLine(): Promise<void> {
    const peer = this.#peer;
    if (!peer || !this.connected.value || this.role.value !== "patient") return;
    const before = this.#uplink;
    this.#uplink = look(before, kbitsOf(await peer.stats()));
    this.weak.value = isWeak(this.#uplink);
    if (this.#uplink.step !== before.step) await peer.shape(sentAt(this.#uplink));
  }

  #replacePeer(): void {
    const welcome = this.view.value.welcome;
    if (!welcome) return;
    this.#peer?.close();
    this.#offers += 1;
    const id = this.#offers;
    const peer = new Peer({
      iceServers: this.iceServers(),
      slots: welcome.slots,
      maxKbits: this.#wish.maxKbits,
      events: {
        offer: (sdp) => {
          this.#socket.send({ type: "offer", id, sdp });
        },
        connected: (yes) => {
          this.connected.value = yes;
          if (yes) this.#failures = 0;
          this.blocked.value = false;
          this.#bind();
        },
        failed: () => {
          this.connected.value = false;
          this.#failures += 1;
          this.blocked.value = this.#failures >= BLOCKED_AFTER;
          if (this.line.value === "open") this.#replacePeer();
        },
      },
    });
    this.#peer = peer;
    this.#uplink = GOOD;
    this.#labelPictures(peer);
    void peer.send(this.camera.video.value, this.camera.audio.value).then(() => peer.offer());
  }

  #labelPictures(peer: Peer): void {
    if (this.role.value !== "patient" || !("RTCRtpScriptTransform" in globalThis)) return;
    this.#labeller ??= new Worker(new URL("./stamps.worker.ts", import.meta.url), { type: "module" });
    this.#labeller.onmessage = ({ data }: MessageEvent<SentStamp>) => {
      this.stamps.sent({ rtp: data.rtp, at: data.at - performance.timeOrigin });
    };
    peer.videoSender.transform = new RTCRtpScriptTransform(this.#labeller, {});
  }

  /** Only once connected: until then the last picture of the old connection stays up. */
  #bind(): void {
    if (!this.connected.value) return;
    const { slots, participants } = this.view.value;
    const streams = slots.flatMap((id, index) => {
      const slot = this.#peer?.slots[index];
      const person = participants.find((other) => other.id === id);
      if (!slot || !person) return [];
      slot.videoReceiver.jitterBufferTarget = person.role === "patient" ? this.#buffer.ms : null;
      const known = this.received.value.find(({ stream }) => stream.getTracks().includes(slot.video));
      return [{ person, stream: known?.stream ?? new MediaStream([slot.audio, slot.video]) }];
    });
    this.received.value = streams;
  }

  #reportDevices(): void {
    const camera = this.camera.camera.value;
    const microphone = this.camera.microphone.value;
    if (this.view.peek().welcome) this.#socket.send({ type: "camera_state", camera, microphone });
  }

  #leave(): void {
    this.#peer?.close();
    this.#peer = null;
    this.camera.close();
    this.received.value = [];
    this.connected.value = false;
    this.speaker.hush();
    this.sounds.alarmOff();
  }
}
