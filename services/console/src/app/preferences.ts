import { useSyncExternalStore } from "react";

export const LOCALES = ["en", "ar"] as const;
export type Locale = (typeof LOCALES)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];
export const SINGLE_KEYS = ["on", "off"] as const;
export type SingleKeys = (typeof SINGLE_KEYS)[number];

/** How this browser shows the console: nothing of it is the installation's, nothing of it is secret. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  density: Density;
  /** Letters pressed alone act. Who dictates, or presses keys by chance, turns it off (WCAG 2.1.4). */
  singleKeys: SingleKeys;
  /** IANA; absent: the system's. */
  timeZone?: string;
  /** ISO 4217: amounts are told in it besides. */
  currency?: string;
}

const KEY = "redflag.preferences";
const listeners = new Set<() => void>();
let current = read();

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

/** A field that is undefined is forgotten. */
export function changePreferences(change: { [Name in keyof Preferences]?: Preferences[Name] | undefined }): void {
  const entries = Object.entries({ ...current, ...change }).filter(([, value]) => value !== undefined);
  current = Object.fromEntries(entries) as unknown as Preferences;
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  const stored = parse(localStorage.getItem(KEY));
  const wanted: Locale = navigator.language.startsWith("ar") ? "ar" : "en";
  return {
    locale: oneOf(LOCALES, stored.locale) ?? wanted,
    theme: oneOf(THEMES, stored.theme) ?? "system",
    density: oneOf(DENSITIES, stored.density) ?? "comfortable",
    singleKeys: oneOf(SINGLE_KEYS, stored.singleKeys) ?? "on",
    ...(isTimeZone(stored.timeZone) && { timeZone: stored.timeZone }),
    ...(typeof stored.currency === "string" && /^[A-Z]{3}$/.test(stored.currency) && { currency: stored.currency }),
  };
}

/** Whatever else wrote there, or an older console. */
function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((one) => one === value);
}

function isTimeZone(value: unknown): value is string {
  try {
    return typeof value === "string" && new Intl.DateTimeFormat("en", { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}
