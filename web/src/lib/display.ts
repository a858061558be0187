/** How this person reads best: text size and contrast, kept on this device. */

import { effect, signal } from "@preact/signals";

export const TEXT_SIZES = ["normal", "large"] as const;
export const CONTRASTS = ["normal", "high"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Contrast = (typeof CONTRASTS)[number];

const TEXT_KEY = "coach.text";
const CONTRAST_KEY = "coach.contrast";

/** The kept value, if it is one of those there are; else the first. */
export function kept<V extends string>(values: readonly [V, ...V[]], stored: string | null): V {
  return values.find((value) => value === stored) ?? values[0];
}

const wantsContrast = matchMedia("(prefers-contrast: more)").matches;

export const textSize = signal<TextSize>(kept(TEXT_SIZES, localStorage.getItem(TEXT_KEY)));
export const contrast = signal<Contrast>(kept(CONTRASTS, localStorage.getItem(CONTRAST_KEY) ?? (wantsContrast ? "high" : null)));

export function chooseTextSize(size: TextSize): void {
  localStorage.setItem(TEXT_KEY, size);
  textSize.value = size;
}

export function chooseContrast(value: Contrast): void {
  localStorage.setItem(CONTRAST_KEY, value);
  contrast.value = value;
}

/** Puts the choices on the page, now and whenever they change; the style sheets do the rest. */
export function followDisplay(root: HTMLElement): () => void {
  return effect(() => {
    root.dataset.text = textSize.value;
    root.dataset.contrast = contrast.value;
  });
}
