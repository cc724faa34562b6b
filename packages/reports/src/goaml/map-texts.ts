/** A place in a JSON-safe value: "alerts, 2, listings, 1, reference", counted from 1. */
export type TextPlace = ReadonlyArray<string | number>;

/** The same value with every text changed; keys are ours and stay. */
export function mapTexts<T>(value: T, change: (text: string, place: TextPlace) => string, place: TextPlace = []): T {
  if (typeof value === "string") return change(value, place) as T & string;
  if (Array.isArray(value))
    return value.map((item, index) => mapTexts(item, change, [...place, index + 1])) as T & unknown[];
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, [...place, key])]),
  ) as T & object;
}
