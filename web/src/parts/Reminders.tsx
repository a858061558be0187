import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { when } from "../lib/people";
import { ownZone, remind, remindersAt, zonesWith, type Reminded, type ReminderWish, type RemindersSet } from "../lib/reach";
import { locale, t } from "../texts";

function wishOf(form: FormData): ReminderWish {
  const said = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const on = form.has("on");
  return { email: on ? said("email") : "", zone: said("zone"), sessions: form.has("sessions"), home: form.has("home") };
}

function Tick({ name, checked, label, change }: { name: string; checked: boolean; label: string; change?: (on: boolean) => void }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => {
          change?.(event.currentTarget.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}

function Zones({ set }: { set: string }) {
  return (
    <label class="field">
      <span>{t("remind.zone")}</span>
      <select name="zone" class="pick" value={set}>
        {zonesWith(set).map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </select>
    </label>
  );
}

/** An address, of what, and where the patient is; all of it only where reminders are on. */
function WishForm({ set, own, save }: { set: RemindersSet; own: boolean; save: (wish: ReminderWish) => void }) {
  const on = useSignal(set.email !== "");
  return (
    <form
      class="add remind"
      onSubmit={(event) => {
        event.preventDefault();
        save(wishOf(new FormData(event.currentTarget)));
      }}
    >
      <Tick name="on" checked={on.value} label={t("remind.on")} change={(value) => (on.value = value)} />
      {on.value && (
        <>
          <label class="field">
            <span>{t("remind.email")}</span>
            <input name="email" type="email" required maxLength={254} value={set.email} autocomplete={own ? "email" : "off"} />
          </label>
          <Zones set={own && set.email === "" ? ownZone() : set.zone} />
          <Tick name="sessions" checked={set.sessions} label={t("remind.sessions")} />
          <Tick name="home" checked={set.home} label={t("remind.home")} />
        </>
      )}
      {!on.value && <input type="hidden" name="zone" value={set.zone} />}
      <button type="submit" class="button">
        {t("remind.save")}
      </button>
    </form>
  );
}

function Line({ one }: { one: Reminded }) {
  const about = one.about === "home" ? t("remind.of_home") : one.starts_at ? t("remind.of_session", { when: when(one.starts_at, locale()) }) : t("remind.of_some_session");
  return (
    <li>
      <time class="number" dateTime={one.at}>
        {when(one.at, locale())}
      </time>
      <span>{about}</span>
      <span class="quiet">{t(one.refused ? "remind.not_delivered" : "remind.sent")}</span>
    </li>
  );
}

/** How somebody is reminded by e-mail, what went out, and why something did not. `own`: they set it themselves. */
export function Reminders({ door, own = false }: { door: string; own?: boolean }) {
  const set = useSignal<RemindersSet | null>(null);
  const said = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void remindersAt(door).then((answer) => {
      if (answer.ok) set.value = answer.value;
      else problem.value = answer.text;
    });
  }, [door, set, problem]);
  const save = async (wish: ReminderWish) => {
    said.value = problem.value = null;
    const answer = await remind(door, wish);
    if (!answer.ok) problem.value = answer.text;
    else [set.value, said.value] = [answer.value, t(answer.value.email ? "remind.saved_on" : "remind.saved_off")];
  };
  const at = set.value;
  return (
    <div class="reminders">
      {at && <WishForm set={at} own={own} save={(wish) => void save(wish)} />}
      {at?.why_not.map((sentence) => (
        <p key={sentence} class="why-not">
          {sentence}
        </p>
      ))}
      <p role="status">{said.value}</p>
      {at && !own && at.lately.length === 0 && <p class="quiet">{t("remind.none")}</p>}
      {at && at.lately.length > 0 && (
        <ul class="rows">
          {at.lately.map((one) => (
            <Line key={one.at} one={one} />
          ))}
        </ul>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
