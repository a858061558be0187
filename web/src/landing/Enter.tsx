import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { firstRun, providerDoor, refusalOf, signIn, type Answer, type Entrance, type Me } from "../lib/entrance";
import { keepName } from "../lib/link";
import { language, t, type Key } from "../texts";

interface FieldProps {
  name: string;
  label: Key;
  /** Its text. */
  hint?: string;
  type?: "text" | "password";
  complete: string;
  minLength?: number;
}

function Field({ name, label, hint, type = "text", complete, minLength }: FieldProps) {
  const hintId = `${name}-hint`;
  const about = {
    name,
    required: true,
    minLength,
    autocomplete: complete,
    autocapitalize: "none",
    spellcheck: false,
    "aria-describedby": hint && hintId,
  } as const;
  return (
    <label class="field">
      <span>{t(label)}</span>
      {type === "password" ? <input type="password" maxLength={200} {...about} /> : <input maxLength={120} {...about} />}
      {hint && <small id={hintId}>{hint}</small>}
    </label>
  );
}

interface FormProps {
  title: Key;
  lead: Key;
  button: Key;
  send: (said: (name: string) => string) => Promise<Answer<Me>>;
  entered: (me: Me) => void;
  children: ComponentChildren;
  /** Other ways in, below the button. */
  under?: ComponentChildren;
}

/** A form that leads in, or says in a sentence why it does not. */
function Form({ title, lead, button, send, entered, children, under }: FormProps) {
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const submit = async (form: FormData) => {
    busy.value = true;
    problem.value = null;
    const answer = await send((name) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    });
    busy.value = false;
    if (answer.ok) entered(answer.value);
    else problem.value = answer.text;
  };
  return (
    <form
      class="choice enter"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <h1>{t(title)}</h1>
      <p class="lead">{t(lead)}</p>
      {children}
      <div class="actions">
        <button type="submit" class="button first" disabled={busy.value}>
          {t(button)}
        </button>
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {under}
    </form>
  );
}

interface WayProps {
  at: Entrance;
  entered: (me: Me) => void;
}

/** A link and no form: pages may send forms to this server alone. */
function ProviderDoor({ name, only }: { name: string; only: boolean }) {
  return (
    <div class="actions">
      <a class={only ? "button first" : "button"} href={providerDoor(location.search)}>
        {t("enter.with", { name })}
      </a>
    </div>
  );
}

/** Why the provider's answer let nobody in. */
function Refused({ name }: { name: string }) {
  const why = refusalOf(location.search);
  return (
    why && (
      <p class="problem" role="alert">
        {t(`enter.not_${why}`, { name })}
      </p>
    )
  );
}

function WithPassword({ entered, under }: { entered: (me: Me) => void; under: ComponentChildren }) {
  return (
    <Form title="enter.sign_in" lead="enter.sign_in_lead" button="enter.sign_in" entered={entered} under={under} send={(said) => signIn(said("login"), said("password"))}>
      <Field name="login" label="enter.login" complete="username" />
      <Field name="password" label="enter.password" type="password" complete="current-password" />
    </Form>
  );
}

export function SignIn({ at, entered }: WayProps) {
  const door = at.provider && (
    <>
      <Refused name={at.provider} />
      <ProviderDoor name={at.provider} only={!at.passwords} />
    </>
  );
  if (at.passwords) return <WithPassword entered={entered} under={door} />;
  return (
    <section class="choice enter">
      <h1>{t("enter.sign_in")}</h1>
      <p class="lead">{t("enter.sign_in_lead")}</p>
      {door}
    </section>
  );
}

/** The clinic and its first account, made once. */
export function FirstRun({ at, entered }: WayProps) {
  const send = (said: (name: string) => string) => {
    keepName(said("name"));
    const wish = { clinic: said("clinic"), name: said("name"), login: said("login"), password: said("password") };
    return firstRun({ ...wish, code: said("code"), language: language.value });
  };
  return (
    <Form title="enter.first" lead="enter.first_lead" button="enter.begin" entered={entered} send={send}>
      <Field name="clinic" label="enter.clinic" complete="organization" />
      <Field name="name" label="landing.name" complete="name" />
      <Field name="login" label="enter.login" hint={at.provider && t("enter.login_provider", { name: at.provider })} complete="username" />
      {at.passwords && <Field name="password" label="enter.password" hint={t("enter.password_hint")} type="password" complete="new-password" minLength={10} />}
      {at.code_needed && <Field name="code" label="enter.code" hint={t("enter.code_hint")} complete="off" />}
    </Form>
  );
}
