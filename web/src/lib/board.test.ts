// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Lookout, pointsOf, unseen, type Line, type Tile } from "./board";

const TILE: Tile = {
  session: "a",
  name: "Maria",
  url: "/s/x",
  need: "calm",
  doing: "moving",
  reason: null,
  exercise: "Sit to stand",
  set_number: 1,
  sets: 2,
  reps: 3,
  target: 8,
  finding: null,
  level: null,
  pain: null,
  body: null,
  wide: 16 / 9,
  left_at: null,
};

class Wire {
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  close(): void {
    this.onclose = null;
  }
}

let wires: Wire[];
let lines: Line[];
let told: Tile[][];
let lookout: Lookout;
let signedIn: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  [wires, lines, told, signedIn] = [[], [], [], true];
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ begun: true, code_needed: false, person: signedIn ? { id: "1" } : null }))));
  lookout = new Lookout({ tiles: (tiles) => told.push(tiles), line: (line) => lines.push(line) }, () => {
    wires.push(new Wire());
    return wires.at(-1) as unknown as WebSocket;
  });
  lookout.connect();
});

afterEach(() => {
  lookout.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what is told is shown, and a broken frame passed over", () => {
  wires[0]!.onmessage?.({ data: "{" });
  wires[0]!.onmessage?.({ data: JSON.stringify({ type: "board", tiles: [TILE] }) });
  expect([told, lines]).toEqual([[[TILE]], ["open"]]);
});

test("a dropped line is tried again", async () => {
  wires[0]!.onclose?.({ code: 1006 });
  await vi.advanceTimersByTimeAsync(2000);
  expect([wires.length, lines]).toEqual([2, ["lost"]]);
});

test.each([
  ["the server says so", 4403, true],
  ["nobody is signed in", 1006, false],
])("it ends when %s", async (_why, code, person) => {
  signedIn = person;
  wires[0]!.onclose?.({ code });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([wires.length, lines.at(-1)]).toEqual([1, "signed_out"]);
});

test("a page that was left dials no more", async () => {
  wires[0]!.onclose?.({ code: 1006 });
  lookout.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wires).toHaveLength(1);
});

test("who stopped calls until they are looked at, and again at the next stop", () => {
  const stopped: Tile = { ...TILE, need: "now", doing: "stopped" };
  expect(unseen([stopped], new Set())).toEqual({ calling: ["a"], seen: new Set() });
  expect(unseen([stopped], new Set(["a"]))).toEqual({ calling: [], seen: new Set(["a"]) });
  expect(unseen([TILE], new Set(["a"]))).toEqual({ calling: [], seen: new Set() });
});

test("a body as the skeleton is drawn from", () => {
  expect([...pointsOf([500, 250, 1000, 0, 1000, 0])]).toEqual([0.5, 0.25, 0, 1, 0, 1, 0, 0]);
});
