import type { Received } from "../lib/session";
import { t } from "../texts";
import { Icon } from "./Icon";
import { Picture } from "./Stream";
import { nameOf } from "./words";

/** One person of the call, small: their picture, or that there is none, and who it is. */
export function Face({ person, stream }: Received) {
  const name = nameOf(person);
  return (
    <>
      {person.camera === "on" ? (
        <Picture stream={stream} label={name} />
      ) : (
        <p class="no-face">
          <Icon name="cam_off" />
          {t("face.off")}
        </p>
      )}
      <span>{name}</span>
    </>
  );
}
