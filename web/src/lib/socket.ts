/** The session's WebSocket: typed messages, a heartbeat, and a new connection when the line drops. */

import type { FromBrowser, Hello, ToBrowser } from "./messages";

export type Line = "connecting" | "open" | "lost" | "closed";

const HEARTBEAT_MS = 2000;
/** Two beats without any answer, and a little: the line is gone even if the socket does not know yet. */
const SILENCE_MS = 5500;
/** So long an answer may take when there is reason to doubt the line. */
const ANSWER_MS = 1500;
const QUEUE_LIMIT = 50;

/** Notices after which another try would meet the same answer. */
export const FINAL_NOTICES: ReadonlySet<string> = new Set([
  "unknown_link",
  "own_link_first",
  "sign_in_first",
  "link_ended",
  "signed_out",
  "no_call",
  "no_call_by_you",
  "call_taken_back",
  "call_taken_back_by_you",
  "session_ended",
  "opened_elsewhere",
  "room_full",
  "server_full",
  "hello_first",
]);

/** Milliseconds before try number `attempt` (from 0): at once, then doubling to 1 s, spread by `chance` (0–1). */
export function backoff(attempt: number, chance: number): number {
  if (attempt === 0) return 0;
  return Math.min(1000, 250 * 2 ** attempt) * (0.75 + chance / 2);
}

/**
 * Milliseconds that a try may take to reach the server. A browser repeats a lost call less and less often, so a new
 * try finds a line that came back sooner than an old one; every second is for lines and servers that are only slow.
 */
export function patience(attempt: number): number {
  if (attempt === 0) return 8000;
  return attempt % 2 === 0 ? 5000 : 2000;
}

/** Close codes by which the server says that this page will not be let in again. */
export function isFinal(code: number): boolean {
  return (code >= 4400 && code < 4600) || code === 1009;
}

export interface SocketEvents {
  message: (message: ToBrowser) => void;
  binary: (buffer: ArrayBuffer) => void;
  line: (line: Line) => void;
}

function parse(text: string): ToBrowser | null {
  try {
    const value: unknown = JSON.parse(text);
    const known = typeof value === "object" && value !== null && "type" in value;
    return known ? (value as ToBrowser) : null;
  } catch {
    return null; // a broken frame is as good as none; the next state repeats what matters
  }
}

export class Socket {
  #events: SocketEvents;
  #hello: () => Hello;
  #open: () => WebSocket;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #beats = 0;
  #heard = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #queue: FromBrowser[] = [];
  #line: Line = "closed";

  /** `hello` is asked anew for every connection; `open` makes the socket (a test gives its own). */
  constructor(events: SocketEvents, hello: () => Hello, open: () => WebSocket) {
    this.#events = events;
    this.#hello = hello;
    this.#open = open;
  }

  get line(): Line {
    return this.#line;
  }

  connect(): void {
    this.#tell("connecting");
    this.#dial();
  }

  /** While the line is down up to 50 messages wait for it, the oldest dropped first; offers never wait. */
  send(message: FromBrowser): void {
    if (this.#line === "open") {
      this.#socket?.send(JSON.stringify(message));
    } else if (message.type !== "offer" && message.type !== "ping") {
      this.#queue.push(message);
      if (this.#queue.length > QUEUE_LIMIT) this.#queue.shift();
    }
  }

  /** Ends it for good: nothing is tried again. */
  close(): void {
    this.#tell("closed");
    this.#drop();
  }

  /** The network changed or the device woke up: a lost line is tried at once, an open one has to answer soon. */
  nudge(): void {
    if (this.#line === "lost") {
      this.#drop();
      this.#dial();
    } else if (this.#line === "open") {
      this.#heard = Math.min(this.#heard, performance.now() - SILENCE_MS + ANSWER_MS);
      this.#beat();
    }
  }

  #dial(): void {
    const socket = this.#open();
    socket.binaryType = "arraybuffer";
    this.#timer = setTimeout(() => {
      this.#lost();
    }, patience(this.#attempt));
    socket.onopen = () => {
      clearTimeout(this.#timer);
      socket.send(JSON.stringify(this.#hello()));
      this.#heard = performance.now();
      this.#pulse = setInterval(() => {
        this.#beat();
      }, HEARTBEAT_MS);
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      this.#receive(event.data);
    };
    socket.onclose = ({ code }) => {
      if (isFinal(code)) this.close();
      else this.#lost();
    };
    this.#socket = socket;
  }

  #receive(data: string | ArrayBuffer): void {
    this.#heard = performance.now();
    if (typeof data !== "string") {
      this.#events.binary(data);
      return;
    }
    const message = parse(data);
    if (!message) return;
    if (message.type === "welcome") this.#welcomed();
    this.#events.message(message);
    if (message.type === "notice" && FINAL_NOTICES.has(message.code)) this.close();
  }

  #welcomed(): void {
    this.#attempt = 0;
    this.#tell("open");
    const waiting = this.#queue;
    this.#queue = [];
    waiting.forEach((message) => {
      this.send(message);
    });
  }

  #beat(): void {
    if (performance.now() - this.#heard > SILENCE_MS) {
      this.#lost();
      return;
    }
    this.#beats += 1;
    if (this.#line === "open") this.send({ type: "ping", n: this.#beats });
  }

  #lost(): void {
    if (this.#line === "closed") return;
    this.#drop();
    this.#tell("lost");
    this.#timer = setTimeout(
      () => {
        this.#dial();
      },
      backoff(this.#attempt, Math.random()),
    );
    this.#attempt += 1;
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#pulse);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #tell(line: Line): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#events.line(line);
  }
}
