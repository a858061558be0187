/** This page's personal link and who sits behind it. */

const NAME_KEY = "coach.name";

/** `/s/<link>` → `<link>`; empty for any other address. The development server has `?link=<link>` instead. */
export function linkOf({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  const [, first, link] = pathname.split("/");
  if (first === "s") return link ?? "";
  return import.meta.env.DEV ? (new URLSearchParams(search).get("link") ?? "") : "";
}

/** Where the session of this link is reviewed. */
export function reviewOf(link: string): string {
  return `/review/${encodeURIComponent(link)}`;
}

export function ownName(): string {
  return localStorage.getItem(NAME_KEY) ?? "";
}

export function keepName(name: string): void {
  localStorage.setItem(NAME_KEY, name.trim().slice(0, 80));
}
