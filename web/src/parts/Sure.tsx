import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Answer } from "../lib/entrance";
import { t } from "../texts";

interface Asked<T> {
  /** On the button. */
  name: string;
  /** What is asked before anything happens: what goes, and what stays. */
  question: string;
  /** On the two answers; without them, those of deleting. */
  yes?: string;
  no?: string;
  act: () => Promise<Answer<T>>;
  done: (value: T) => void;
}

/** A trembling hand's second press falls into this time, and does nothing. */
const UNSURE_MS = 700;

/** A button for what can't be undone: it asks once more, in its own place, and keeping is the nearer answer. */
export function Sure<T>({ name, question, yes, no, act, done }: Asked<T>) {
  const at = useSignal<"button" | "asked" | "busy">("button");
  const problem = useSignal<string | null>(null);
  const ripe = useSignal(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    ripe.value = false;
    if (at.value !== "asked") return undefined;
    keep.current?.focus();
    const timer = setTimeout(() => (ripe.value = true), UNSURE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [at.value, ripe]);
  const go = async () => {
    at.value = "busy";
    const answer = await act();
    at.value = "button";
    if (answer.ok) done(answer.value);
    else problem.value = answer.text;
  };
  const set = (to: "button" | "asked") => () => {
    [at.value, problem.value] = [to, null];
  };
  return (
    <div class="sure">
      {at.value === "button" ? (
        <button type="button" class="button danger" onClick={set("asked")}>
          {name}
        </button>
      ) : (
        <div role="group" aria-label={name}>
          <p role="alert">{question}</p>
          <div class="sure-answers">
            <button type="button" class="button" ref={keep} disabled={at.value === "busy"} onClick={set("button")}>
              {no ?? t("erase.no")}
            </button>
            <button type="button" class="button danger" disabled={!ripe.value} onClick={() => void go()}>
              {yes ?? t("erase.yes")}
            </button>
          </div>
        </div>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
