/** What people wrote or named, in the order in which it is read; ids and hashes are for machines. */
const SHOWN = ["member", "from", "to", "name", "text", "reason"] as const;

/** The words of a timeline's entry that people chose themselves. */
export function saidOf(detail: Readonly<Record<string, unknown>> | undefined): string[] {
  if (detail === undefined) return [];
  const values = SHOWN.map((name) => detail[name]);
  return values.flatMap((value) => (typeof value === "string" || typeof value === "number" ? [String(value)] : []));
}
