import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { place, WHOLE } from "../lib/fit";
import { begun, extended, spotOf, type Spot } from "../lib/pen";
import type { Session } from "../lib/session";
import { Icon } from "../parts/Icon";
import { Picture } from "../parts/Stream";
import { layers } from "../parts/Tools";
import { t } from "../texts";
import { compose, frozen, keep, strokes, throwAway, toggleFreeze, undo, withPicture, type Frozen } from "./freeze";

function spotAt(event: PointerEvent, canvas: HTMLCanvasElement): Spot {
  const box = canvas.getBoundingClientRect();
  return spotOf({ x: event.clientX - box.left, y: event.clientY - box.top }, place(canvas, box, WHOLE));
}

function Drawing({ at }: { at: Frozen }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = strokes.value;
  const [angles, skeleton] = [layers.angles.value, layers.skeleton.value];
  useEffect(() => {
    if (canvas.current) compose(canvas.current, at, drawn, true);
  }, [at, drawn, angles, skeleton]);
  return (
    <canvas
      ref={canvas}
      class="frozen-drawing"
      role="img"
      aria-label={t("pen.picture")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        strokes.value = begun(strokes.peek(), spotAt(event, event.currentTarget));
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) strokes.value = extended(strokes.peek(), spotAt(event, event.currentTarget));
      }}
    />
  );
}

/** Over the patient's picture, which goes on small beside it; a stop shows them large again. */
export function FrozenPicture({ session, stream }: { session: Session; stream: MediaStream | undefined }) {
  const at = frozen.value;
  useEffect(() => throwAway, []);
  if (!at || session.stage.value === "stopped") return null;
  return (
    <div class="frozen">
      <Drawing at={at} />
      {stream && (
        <div class="frozen-live">
          <Picture stream={stream} label={t("role.patient")} />
        </div>
      )}
    </div>
  );
}

function Pen({ session, told }: { session: Session; told: (text: string) => void }) {
  const text = useSignal("");
  const busy = useSignal(false);
  const none = strokes.value.length === 0;
  const save = async () => {
    busy.value = true;
    const answer = await keep(session, text.value);
    busy.value = false;
    told(answer.ok ? t("pen.kept") : answer.text);
  };
  return (
    <form
      class="pen"
      aria-label={t("pen.picture")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <button type="button" class="button" disabled={none} onClick={undo}>
        {t("pen.undo")}
      </button>
      <button type="button" class="button" disabled={none} onClick={() => (strokes.value = [])}>
        {t("pen.clear")}
      </button>
      <input
        value={text.value}
        maxLength={2000}
        placeholder={t("pen.note")}
        aria-label={t("pen.note")}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button first" disabled={busy.value}>
        {t("pen.keep")}
      </button>
      <button type="button" class="button" onClick={throwAway}>
        {t("pen.away")}
      </button>
      <p class="quiet">{withPicture(session) ? t("pen.angles") : t("pen.lines")}</p>
    </form>
  );
}

/** Under the picture: freeze it; while it is frozen the pen's buttons, too. */
export function FreezeTools({ session }: { session: Session }) {
  const said = useSignal("");
  const on = frozen.value !== null;
  return (
    <>
      <button
        type="button"
        class="button"
        aria-pressed={on}
        onClick={() => {
          said.value = "";
          if (on) throwAway();
          else toggleFreeze(session);
        }}
      >
        <Icon name="pause" />
        {t("pen.freeze")}
      </button>
      <p class="pen-said" role="status">
        {said.value}
      </p>
      {on && <Pen session={session} told={(text) => (said.value = text)} />}
    </>
  );
}
