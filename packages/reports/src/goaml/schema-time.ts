/** goAML's earliest moment: that of the database behind it. */
export const SCHEMA_YEAR_MIN = 1753;

/** "2026-10-21T09:00:00": UTC without a zone, as goAML writes a moment. Takes an ISO 8601 moment in UTC or a day. */
export function schemaTime(iso: string): string {
  return iso.length === 10 ? `${iso}T00:00:00` : iso.replace(/(?:\.\d+)?Z$/, "");
}
