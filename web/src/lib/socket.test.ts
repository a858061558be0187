import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ToBrowser } from "./messages";
import { notice, welcome } from "./samples";
import { backoff, isFinal, patience, Socket, type Line } from "./socket";

/** The browser's end of a wire, without the wire. */
class Wire {
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: { type: string }[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { type: string });
  }

  close(): void {
    this.closed = true;
  }

  hear(message: ToBrowser): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  get types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

let wires: Wire[];
let lines: Line[];
let heard: ToBrowser[];
let socket: Socket;

beforeEach(() => {
  vi.useFakeTimers();
  [wires, lines, heard] = [[], [], []];
  socket = new Socket(
    {
      message: (message) => heard.push(message),
      binary: () => undefined,
      line: (line) => lines.push(line),
    },
    () => ({ type: "hello", link: "abc" }),
    () => {
      const wire = new Wire();
      wires.push(wire);
      return wire as unknown as WebSocket;
    },
  );
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
});

function open(): Wire {
  const wire = wires.at(-1)!;
  wire.onopen?.();
  wire.hear(welcome());
  return wire;
}

test("hello is the first word, and the line is open with the welcome", () => {
  socket.connect();
  wires[0]!.onopen?.();
  expect(wires[0]!.types).toEqual(["hello"]);
  expect(lines).toEqual(["connecting"]);
  wires[0]!.hear(welcome());
  expect(lines).toEqual(["connecting", "open"]);
});

test("a heartbeat every two seconds while somebody answers", () => {
  socket.connect();
  const wire = open();
  for (let n = 0; n < 5; n += 1) {
    vi.advanceTimersByTime(2000);
    wire.hear({ type: "pong", n });
  }
  expect(wire.types.filter((type) => type === "ping")).toHaveLength(5);
  expect(wires).toHaveLength(1);
});

test("silence is taken for a lost line, and a new one is opened", () => {
  socket.connect();
  const wire = open();
  vi.advanceTimersByTime(7500);
  expect(wire.closed).toBe(true);
  expect(wires.length).toBeGreaterThan(1);
  open();
  expect(lines).toEqual(["connecting", "open", "lost", "open"]);
});

test("what was said while the line was down is sent when it is back, an offer is not", () => {
  socket.connect();
  open().onclose?.({ code: 1006 });
  socket.send({ type: "stop" });
  socket.send({ type: "offer", sdp: "v=0" });
  vi.advanceTimersByTime(100);
  expect(open().types).toEqual(["hello", "stop"]);
});

test("at most fifty messages wait, the oldest are dropped", () => {
  socket.connect();
  open().onclose?.({ code: 1006 });
  for (let id = 0; id < 60; id += 1) socket.send({ type: "mark_fault", id, agree: true });
  vi.advanceTimersByTime(100);
  const wire = open();
  expect(wire.sent).toHaveLength(51);
  expect(wire.sent[1]).toMatchObject({ id: 10 });
});

test.each(["unknown_link", "opened_elsewhere", "room_full"])("after the notice %s nothing is tried again", (code) => {
  socket.connect();
  wires[0]!.onopen?.();
  wires[0]!.hear(notice({ code, level: "error" }));
  vi.advanceTimersByTime(60_000);
  expect(wires).toHaveLength(1);
  expect(lines.at(-1)).toBe("closed");
});

test("a close code of refusal is final, a lost heartbeat is not", () => {
  expect([4404, 4410, 4503, 1009].every(isFinal)).toBe(true);
  expect([1000, 1006, 4002, 4008].some(isFinal)).toBe(false);
});

test("a broken frame is passed over", () => {
  socket.connect();
  const wire = open();
  wire.onmessage?.({ data: "{" });
  wire.onmessage?.({ data: "3" });
  expect(heard.map(({ type }) => type)).toEqual(["welcome"]);
});

test("the wait doubles from at once to about a second", () => {
  const waits = [0, 1, 2, 3, 4, 5, 20].map((attempt) => backoff(attempt, 0.5));
  expect(waits).toEqual([0, 500, 1000, 1000, 1000, 1000, 1000]);
  expect(backoff(20, 1)).toBeLessThanOrEqual(1250);
});

test("a try that reaches nobody is given up, and the next one does not wait for it", () => {
  socket.connect();
  open();
  wires[0]!.onclose?.({ code: 1006 });
  vi.advanceTimersByTime(0);
  expect(wires).toHaveLength(2);
  vi.advanceTimersByTime(patience(1) - 1);
  expect(wires[1]!.closed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(wires[1]!.closed).toBe(true);
  vi.advanceTimersByTime(1250);
  expect(wires).toHaveLength(3);
});

test("a quick try and a patient one take turns, and the first has time", () => {
  for (let attempt = 1; attempt < 12; attempt += 2) expect(patience(attempt)).toBeLessThan(patience(attempt + 1));
  expect(patience(0)).toBeGreaterThan(5000);
});

test("a network that comes back is used at once", () => {
  socket.connect();
  open();
  wires[0]!.onclose?.({ code: 1006 });
  vi.advanceTimersByTime(patience(1));
  const tried = wires.length;
  socket.nudge();
  expect(wires).toHaveLength(tried + 1);
  open();
  expect(lines.at(-1)).toBe("open");
});

test("an open line that is doubted has to answer soon", () => {
  socket.connect();
  const wire = open();
  vi.advanceTimersByTime(500);
  socket.nudge();
  expect(wire.types.at(-1)).toBe("ping");
  vi.advanceTimersByTime(4000);
  expect(wire.closed).toBe(true);
  expect(wires).toHaveLength(2);
});

test("an open line that answers stays", () => {
  socket.connect();
  const wire = open();
  socket.nudge();
  wire.hear({ type: "pong", n: 1 });
  vi.advanceTimersByTime(4000);
  expect(wire.closed).toBe(false);
});

test("a device whose clock is set keeps its line, and still notices silence", () => {
  socket.connect();
  open();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(2000);
  expect(lines).not.toContain("lost");
  vi.setSystemTime(Date.now() - 7_200_000);
  vi.advanceTimersByTime(60_000);
  expect(lines).toContain("lost");
});
