import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Lookout, unseen, type Line, type Tile } from "../lib/board";
import { Sounds } from "../lib/sound";
import { Display } from "../parts/Display";
import { Icon } from "../parts/Icon";
import { type Key, language, locale, t } from "../texts";
import { Body } from "./Body";

const SAID: Record<Tile["doing"], Key> = {
  idle: "board.idle",
  check: "board.check",
  calibrating: "board.moving",
  learning: "board.moving",
  testing: "board.moving",
  countdown: "board.ready",
  moving: "board.moving",
  paused: "board.unseen",
  unseen: "board.unseen",
  rest: "board.rest",
  stopped: "board.stopped",
  away: "board.away",
  left: "board.left",
};

/** The day too where it was another one. */
function clock(seconds: number): string {
  const at = new Date(seconds * 1000);
  const today = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale(), { ...(today ? {} : { weekday: "short" }), hour: "2-digit", minute: "2-digit" }).format(at);
}

function doingOf({ doing, left_at }: Tile): string {
  return t(SAID[doing], left_at === null ? {} : { time: clock(left_at) });
}

function Count({ tile }: { tile: Tile }) {
  if (!tile.exercise) return <p class="tile-exercise" />;
  return (
    <p class="tile-exercise">
      <span>{tile.exercise}</span>
      <span class="number">
        <strong>{tile.reps}</strong> {t("set.of", { n: tile.target })}
        {tile.sets > 0 && tile.set_number > 0 && ` · ${t("board.set", { n: tile.set_number, of: tile.sets })}`}
      </span>
    </p>
  );
}

/** What was found and said, each with its own sign. */
function Said({ tile }: { tile: Tile }) {
  return (
    <ul class="tile-said">
      {tile.finding && (
        <li class={tile.level === "safety" ? "is-safety" : undefined}>
          <Icon name="flag" />
          {tile.finding}
        </li>
      )}
      {tile.pain !== null && <li class="number">{t("board.pain", { n: tile.pain })}</li>}
    </ul>
  );
}

interface OneProps {
  tile: Tile;
  calls: boolean;
  see: () => void;
}

function One({ tile, calls, see }: OneProps) {
  const urgent = tile.need !== "calm";
  return (
    <li class={`tile is-${tile.doing === "left" ? "left" : tile.need}`}>
      {tile.doing !== "left" && <Body tile={tile} />}
      <div class="tile-words">
        <h2>{tile.name}</h2>
        <p class="tile-doing">
          {urgent && <Icon name="alert" />}
          {doingOf(tile)}
        </p>
        {tile.reason && <p class="quiet">{tile.reason}</p>}
        <Count tile={tile} />
        <Said tile={tile} />
        <div class="tile-acts">
          <a class={urgent ? "button first" : "button"} href={tile.url}>
            {t("board.join", { name: tile.name })}
          </a>
          {calls && (
            <button type="button" class="button" onClick={see}>
              {t("alert.seen")}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}

/** The feed, and who stopped and was not looked at yet: the alarm sounds until they are. */
function useBoard() {
  const tiles = useSignal<Tile[]>([]);
  const line = useSignal<Line>("connecting");
  const seen = useSignal<ReadonlySet<string>>(new Set());
  const sounds = useSignal(new Sounds()).value;
  useEffect(() => {
    const address = `${location.origin.replace(/^http/, "ws")}/api/v1/board?language=${language.value}`;
    const lookout = new Lookout(
      {
        tiles: (told) => {
          tiles.value = told;
          seen.value = unseen(told, seen.peek()).seen;
        },
        line: (now) => (line.value = now),
      },
      () => new WebSocket(address),
    );
    const unlock = () => {
      sounds.unlock();
    };
    lookout.connect();
    addEventListener("pointerdown", unlock);
    addEventListener("keydown", unlock);
    return () => {
      lookout.close();
      removeEventListener("pointerdown", unlock);
      removeEventListener("keydown", unlock);
    };
  }, [tiles, line, seen, sounds]);
  const { calling } = unseen(tiles.value, seen.value);
  useEffect(() => {
    if (calling.length > 0) sounds.alarm();
    else sounds.alarmOff();
    document.title = calling.length > 0 ? `(${calling.length}) ${t("title.board")}` : t("title.board");
  }, [calling.length, sounds]);
  const see = (session: string) => (seen.value = new Set([...seen.value, session]));
  return { tiles: tiles.value, line: line.value, calling, see };
}

function SignedOut() {
  return (
    <p class="board-note" role="alert">
      {t("board.signed_out")}{" "}
      <a class="button first" href="/?next=/board">
        {t("enter.sign_in")}
      </a>
    </p>
  );
}

/** Everybody who exercises at home now, who needs the therapist first. */
export function BoardPage() {
  const { tiles, line, calling, see } = useBoard();
  const urgent = tiles.filter(({ need }) => need !== "calm");
  return (
    <div class="board">
      <header>
        <a class="button bare" href="/">
          {t("day.back")}
        </a>
        <h1>{t("board.title")}</h1>
        <Display />
      </header>
      <main aria-busy={line === "connecting"}>
        <p class="hidden" role="status">
          {urgent.map((tile) => `${tile.name}: ${doingOf(tile)}`).join(". ")}
        </p>
        {line === "signed_out" && <SignedOut />}
        {line === "lost" && <p class="board-note">{t("board.lost")}</p>}
        {line === "open" && tiles.length === 0 && <p class="board-empty">{t("board.empty")}</p>}
        <ul class={line === "open" ? "tiles" : "tiles is-old"}>
          {tiles.map((tile) => (
            <One
              key={tile.session}
              tile={tile}
              calls={calling.includes(tile.session)}
              see={() => {
                see(tile.session);
              }}
            />
          ))}
        </ul>
      </main>
    </div>
  );
}
