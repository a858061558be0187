import { useCallback, useState } from "preact/hooks";

import type { Session } from "../lib/session";
import { t } from "../texts";
import { Icon } from "./Icon";
import { Voice } from "./Stream";

/** Everybody else's voice. Where the browser holds it back, one button brings it. */
export function Voices({ session }: { session: Session }) {
  const [blocked, setBlocked] = useState(false);
  const [tries, setTries] = useState(0);
  const onBlocked = useCallback(() => {
    setBlocked(true);
  }, []);
  const again = () => {
    session.sounds.unlock();
    setBlocked(false);
    setTries(tries + 1);
  };
  return (
    <>
      {session.received.value
        .filter(({ person }) => person.connected)
        .map(({ person, stream }) => (
          <Voice key={`${person.id}.${tries}`} stream={stream} blocked={onBlocked} />
        ))}
      {blocked && (
        <button type="button" class="button first hear" onClick={again}>
          <Icon name="sound" />
          {t("control.hear")}
        </button>
      )}
    </>
  );
}
