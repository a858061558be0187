/** The therapist's board: what the server tells of patients who exercise alone now, and the line it comes by. */

import { entrance } from "./entrance";
import { backoff } from "./socket";

export interface Tile {
  session: string;
  name: string;
  /** Where the therapist joins. */
  url: string;
  need: "now" | "look" | "calm";
  doing: "idle" | "check" | "calibrating" | "learning" | "testing" | "countdown" | "moving" | "paused" | "rest" | "stopped" | "away" | "left" | "unseen";
  /** Why the camera can't judge, where it says so. */
  reason: string | null;
  exercise: string | null;
  set_number: number;
  /** Prescribed; 0 where nothing is. */
  sets: number;
  reps: number;
  target: number;
  /** The newest of the set that is on, or was last. */
  finding: string | null;
  level: "note" | "coach" | "safety" | null;
  /** As said last, 0 to 10. */
  pain: number | null;
  /** Of each landmark x, y and visibility in thousandths; null where nobody is seen. */
  body: number[] | null;
  /** The picture's width over its height. */
  wide: number;
  /** Unix time in seconds at which who has left did so. */
  left_at: number | null;
}

export type Line = "connecting" | "open" | "lost" | "signed_out";
const SIGNED_OUT = 4403;

export interface BoardEvents {
  tiles: (tiles: Tile[]) => void;
  line: (line: Line) => void;
}

function tilesOf(text: string): Tile[] | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null && "tiles" in said ? (said.tiles as Tile[]) : null;
  } catch {
    return null; // a broken frame is as good as none; the next one tells all again
  }
}

/** Looks on until it is closed; a dropped line is tried again, a sign-out is final. */
export class Lookout {
  readonly #events: BoardEvents;
  readonly #open: () => WebSocket;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;

  constructor(events: BoardEvents, open: () => WebSocket) {
    this.#events = events;
    this.#open = open;
  }

  connect(): void {
    const socket = this.#open();
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const tiles = tilesOf(data);
      if (!tiles) return;
      this.#attempt = 0;
      this.#events.line("open");
      this.#events.tiles(tiles);
    };
    socket.onclose = ({ code }) => {
      if (code === SIGNED_OUT) this.#events.line("signed_out");
      else void this.#lost();
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** A browser does not say why it was refused: who is signed in is asked instead. */
  async #lost(): Promise<void> {
    this.#events.line("lost");
    const answer = await entrance();
    if (!this.#socket) return;
    if (answer.ok && !answer.value.person) {
      this.#events.line("signed_out");
      return;
    }
    this.#attempt += 1;
    this.#timer = setTimeout(
      () => {
        this.connect();
      },
      backoff(this.#attempt, Math.random()),
    );
  }
}

/** The body as the skeleton is drawn from: x, y, z and visibility of each landmark. */
export function pointsOf(body: readonly number[]): Float32Array {
  const points = new Float32Array((body.length / 3) * 4);
  for (let i = 0; i + 2 < body.length; i += 3) {
    points.set([(body[i] ?? 0) / 1000, (body[i + 1] ?? 0) / 1000, 0, (body[i + 2] ?? 0) / 1000], (i / 3) * 4);
  }
  return points;
}

/** Who stopped and was not looked at yet; a session that goes on may stop anew. */
export function unseen(tiles: readonly Tile[], seen: ReadonlySet<string>): { calling: string[]; seen: Set<string> } {
  const stopped = tiles.filter(({ need }) => need === "now").map(({ session }) => session);
  return { calling: stopped.filter((one) => !seen.has(one)), seen: new Set(stopped.filter((one) => seen.has(one))) };
}
