/** What a key means on the therapist's page. Pure. */

export type Command =
  | { do: "set" | "stop" | "mute" | "help" | "test" | "assisted" | "who" | "record" | "next" | "freeze" | "undo" }
  | { do: "count"; delta: 1 | -1 }
  | { do: "mark"; agree: boolean }
  | { do: "cue" | "pick"; index: number };

export interface Pressed {
  key: string;
  shift: boolean;
  /** Control, Alt or Meta: the browser's own. */
  modified: boolean;
  /** Where the person is typing, or has put the focus with the keyboard on something that takes this key. */
  typing: boolean;
  onControl: boolean;
  repeat: boolean;
}

const SINGLE: Record<string, Command> = {
  " ": { do: "set" },
  "+": { do: "count", delta: 1 },
  "=": { do: "count", delta: 1 },
  "-": { do: "count", delta: -1 },
  a: { do: "mark", agree: true },
  d: { do: "mark", agree: false },
  m: { do: "mute" },
  t: { do: "test" },
  h: { do: "assisted" },
  v: { do: "record" },
  p: { do: "who" },
  n: { do: "next" },
  f: { do: "freeze" },
  z: { do: "undo" },
  "?": { do: "help" },
};

/** Null where the key is not ours. `single` is the person's wish to have single keys at all; while `picking`,
 * numbers say who is the patient, and Escape leaves that. */
export function commandOf(pressed: Pressed, single: boolean, picking = false): Command | null {
  if (pressed.key === "Escape" && pressed.shift) return { do: "stop" };
  if (!single || pressed.typing || pressed.modified || pressed.repeat) return null;
  if (pressed.key === " " && pressed.onControl) return null;
  return picking ? (pickOf(pressed.key) ?? plain(pressed.key)) : plain(pressed.key);
}

function plain(key: string): Command | null {
  return numberOf(key) ?? SINGLE[key.toLowerCase()] ?? null;
}

function numberOf(key: string): Command | null {
  return /^[1-6]$/.test(key) ? { do: "cue", index: Number(key) - 1 } : null;
}

function pickOf(key: string): Command | null {
  if (/^[1-9]$/.test(key)) return { do: "pick", index: Number(key) - 1 };
  return key === "Escape" ? { do: "who" } : null;
}

export function pressedOf(event: KeyboardEvent): Pressed {
  const target = event.target instanceof Element ? event.target : null;
  return {
    key: event.key,
    shift: event.shiftKey,
    modified: event.ctrlKey || event.altKey || event.metaKey,
    typing: target?.matches("input:not([type=checkbox]), select, textarea") ?? false,
    onControl: target?.matches(":is(button, a, input, [tabindex]):focus-visible") ?? false,
    repeat: event.repeat,
  };
}
