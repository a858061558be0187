import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";

import type { Session } from "../lib/session";
import { Picture } from "../parts/Stream";
import { t } from "../texts";

export interface Corner {
  right: boolean;
  low: boolean;
}

/** The corner of the box that a point is nearest to. */
export function cornerAt(x: number, y: number, box: { left: number; top: number; width: number; height: number }): Corner {
  return { right: x > box.left + box.width / 2, low: y > box.top + box.height / 2 };
}

/** Where an arrow key takes it; null for any other key. */
export function cornerAfter(key: string, at: Corner): Corner | null {
  if (key === "ArrowLeft" || key === "ArrowRight") return { ...at, right: key === "ArrowRight" };
  return key === "ArrowUp" || key === "ArrowDown" ? { ...at, low: key === "ArrowDown" } : null;
}

/** One's own picture, small, in the corner one puts it. */
export function OwnPicture({ session }: { session: Session }) {
  const corner = useSignal<Corner>({ right: true, low: true });
  const box = useRef<HTMLDivElement>(null);
  const track = session.camera.video.value;
  const stream = useMemo(() => track && new MediaStream([track]), [track]);
  if (!stream || session.camera.camera.value !== "on") return null;
  const drop = (event: PointerEvent) => {
    const outer = box.current?.parentElement?.getBoundingClientRect();
    if (outer) corner.value = cornerAt(event.clientX, event.clientY, outer);
  };
  const move = (event: KeyboardEvent) => {
    const next = cornerAfter(event.key, corner.value);
    if (!next) return;
    event.preventDefault();
    corner.value = next;
  };
  return (
    <div
      ref={box}
      class={`own ${corner.value.right ? "is-right" : ""} ${corner.value.low ? "is-low" : ""}`}
      tabIndex={0}
      role="group"
      aria-label={t("room.own")}
      onKeyDown={move}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={drop}
    >
      <Picture stream={stream} label="" mirrored />
    </div>
  );
}
