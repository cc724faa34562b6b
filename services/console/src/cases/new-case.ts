export const NEW_CASE_BASES = ["subject", "cluster", "alerts"] as const;
export type NewCaseBasis = (typeof NEW_CASE_BASES)[number];

export interface NewCase {
  basis: NewCaseBasis;
  /** An address, one alert, or several, as they were typed or pasted. */
  value: string;
  /** Of an address that names none. */
  chain: string | undefined;
}

type Begun = { subject: string } | { cluster: string } | { alerts: string[] };

/** What the case is opened of; undefined: something is missing. Whether it is there is the API's to say. */
export function begunOf({ basis, value, chain }: NewCase): Begun | undefined {
  const words = wordsOf(value);
  const [first] = words;
  if (first === undefined) return undefined;
  if (basis === "cluster") return { cluster: first };
  if (basis === "alerts") return { alerts: words };
  if (first.includes(":")) return { subject: first };
  return chain === undefined ? undefined : { subject: `${chain}:${first}` };
}

/** Ids as people paste them: in lines, with commas, or with spaces between them. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ""))];
}
