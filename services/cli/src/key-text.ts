import type { StoredKey } from "@redflag/store/api-key";

/** Two lines: which key it is and what it opens; its id and whether it still does. */
export function keyText(key: StoredKey, now: Date, subscriberName?: string): string {
  const { id, name, prefix, role, scopes, sandbox } = key;
  const of = subscriberName === undefined ? "" : ` of ${subscriberName}${sandbox ? " (sandbox)" : ""}`;
  return `${prefix}…  ${name}, ${role}${of}: ${scopes.join(", ")}\n  ${id}, ${keyState(key, now)}`;
}

function keyState({ expiresAt, revokedAt, lastUsedAt }: StoredKey, now: Date): string {
  const used = lastUsedAt === undefined ? "never used" : `last used ${lastUsedAt.toISOString()}`;
  if (revokedAt !== undefined) return `revoked ${revokedAt.toISOString()}, ${used}`;
  return `${expiresAt > now ? "expires" : "expired"} ${expiresAt.toISOString()}, ${used}`;
}
