import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { setRole } from "../lib/administration";
import type { Answer } from "../lib/entrance";
import { addColleague, setActive, team, type Colleague } from "../lib/people";
import { t } from "../texts";
import { Adopt } from "./Adopt";

const ROLES = ["therapist", "reviewer", "administrator"] as const;

interface RowProps {
  one: Colleague;
  me: string;
  change: (active: boolean) => void;
  become: (role: Colleague["role"]) => void;
}

function Row({ one, me, change, become }: RowProps) {
  return (
    <li>
      <span class="name">{one.name}</span>
      <span class="quiet">
        {t(`staff.${one.role}`)} · {one.login}
        {!one.active && ` · ${t("staff.inactive")}`}
      </span>
      {one.id !== me && (
        <select
          class="pick"
          aria-label={t("staff.role_of", { name: one.name })}
          value={one.role}
          onChange={(event) => {
            become(event.currentTarget.value as Colleague["role"]);
          }}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`staff.${role}`)}
            </option>
          ))}
        </select>
      )}
      {one.id !== me && (
        <button
          type="button"
          class={one.active ? "button danger" : "button"}
          onClick={() => {
            change(!one.active);
          }}
        >
          {t(one.active ? "staff.deactivate" : "staff.activate")}
        </button>
      )}
    </li>
  );
}

const FIELDS = { maxLength: 120, required: true, autocomplete: "off" } as const;

/** Where people sign in with a provider, an account needs no password. */
function NewColleague({ provider, add }: { provider: string; add: (form: HTMLFormElement) => void }) {
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        add(event.currentTarget);
      }}
    >
      <label class="field">
        <span>{t("staff.name")}</span>
        <input name="name" {...FIELDS} />
      </label>
      <label class="field">
        <span>{t("staff.role")}</span>
        <select name="role">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`staff.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t("enter.login")}</span>
        <input name="login" autocapitalize="none" {...FIELDS} aria-describedby={provider && "login-hint"} />
        {provider && <small id="login-hint">{t("enter.login_provider", { name: provider })}</small>}
      </label>
      <label class="field">
        <span>{t("staff.password")}</span>
        <input
          name="password"
          type="password"
          required={!provider}
          minLength={10}
          maxLength={200}
          autocomplete="new-password"
          aria-describedby={provider && "password-hint"}
        />
        {provider && <small id="password-hint">{t("staff.password_provider", { name: provider })}</small>}
      </label>
      <button type="submit" class="button">
        {t("staff.add")}
      </button>
    </form>
  );
}

function wishOf(form: HTMLFormElement) {
  const data = new FormData(form);
  const said = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  return { name: said("name"), role: said("role"), login: said("login"), password: said("password") || null };
}

/** Who signs in at this clinic; for the administrator. */
export function Team({ me, provider, back }: { me: string; provider: string; back: () => void }) {
  const people = useSignal<Colleague[]>([]);
  const problem = useSignal<string | null>(null);
  const look = useCallback(async () => {
    const answer = await team();
    if (answer.ok) people.value = answer.value;
    else problem.value = answer.text;
  }, [people, problem]);
  useEffect(() => {
    void look();
  }, [look]);
  const then = async (answer: Answer<unknown>) => {
    problem.value = answer.ok ? null : answer.text;
    if (answer.ok) await look();
    return answer.ok;
  };
  const add = async (form: HTMLFormElement) => {
    if (await then(await addColleague(wishOf(form)))) form.reset();
  };
  return (
    <div class="day">
      <div class="actions">
        <button type="button" class="button bare" onClick={back}>
          {t("day.back")}
        </button>
      </div>
      <h1>{t("staff.title")}</h1>
      <ul class="rows">
        {people.value.map((one) => (
          <Row
            key={one.id}
            one={one}
            me={me}
            change={(active) => void setActive(one.id, active).then(then)}
            become={(role) => void setRole(one.id, role).then(then)}
          />
        ))}
      </ul>
      <NewColleague provider={provider} add={(form) => void add(form)} />
      <Adopt />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
