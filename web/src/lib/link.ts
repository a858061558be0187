/** This page's personal link and who sits behind it. */

const NAME_KEY = "coach.name";

/** `/s/<link>` → `<link>`; empty for any other address. */
export function linkOf(path: string): string {
  const [, first, link] = path.split("/");
  return first === "s" ? (link ?? "") : "";
}

export function ownName(): string {
  return localStorage.getItem(NAME_KEY) ?? "";
}

export function keepName(name: string): void {
  localStorage.setItem(NAME_KEY, name.trim().slice(0, 80));
}
