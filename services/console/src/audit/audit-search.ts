/** What the URL of the audit says. */
export interface AuditSearch {
  /** Id or name of who acted. */
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  /** Days in UTC, `2026-01-05`; both are in it. */
  since?: string | undefined;
  until?: string | undefined;
  /** Without what only looked. */
  deeds?: true | undefined;
}

const CHARS_MAX = { actor: 100, action: 100, subject: 200 } as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const read: AuditSearch = {};
  for (const name of ["actor", "action", "subject"] as const) {
    const value = search[name];
    if (typeof value === "string" && value.trim() !== "") read[name] = value.trim().slice(0, CHARS_MAX[name]);
  }
  for (const name of ["since", "until"] as const) {
    const value = search[name];
    if (typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value))) read[name] = value;
  }
  if (search.deeds === true) read.deeds = true;
  return read;
}

/** The same as the API asks for it: from the first moment of the one day to the last of the other. */
export function auditQueryOf({ since, until, deeds, ...words }: AuditSearch) {
  return {
    ...words,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(deeds && { deeds: "true" as const }),
    ...(until !== undefined && { until: new Date(Date.parse(until) + DAY_MS).toISOString() }),
  };
}
