import { useEffect, useRef } from "preact/hooks";

import { pointsOf, type Tile } from "../lib/board";
import { place, WHOLE } from "../lib/fit";
import { drawBody, PLAIN_LOOK, toDots } from "../lib/skeleton";
import { t } from "../texts";

function draw(canvas: HTMLCanvasElement, { body, wide, need }: Tile): void {
  const box = { width: canvas.clientWidth, height: canvas.clientHeight };
  const context = canvas.getContext("2d");
  if (!context || box.width === 0) return;
  const ratio = Math.min(2, devicePixelRatio);
  Object.assign(canvas, { width: Math.round(box.width * ratio), height: Math.round(box.height * ratio) }); // this wipes it too
  if (!body) return;
  const { left, top, width, height } = place({ width: wide, height: 1 }, box, WHOLE);
  context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
  drawBody(context, toDots(pointsOf(body), width, height, false), { ...PLAIN_LOOK, stale: need === "look" }, height);
}

/** The patient as lines alone. */
export function Body({ tile }: { tile: Tile }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, tile);
  }, [tile]);
  return (
    <div class="tile-body">
      <canvas ref={canvas} aria-hidden="true" />
      {!tile.body && <p>{t("board.nobody")}</p>}
    </div>
  );
}
