import type { ApiKey } from "@redflag/contract/http/routes/keys";

export const KEY_STATES = ["working", "expiring", "expired", "revoked"] as const;
export type KeyState = (typeof KEY_STATES)[number];

const EXPIRING_MS = 14 * 86_400_000;

/** Whether a key opens anything now, and whether that ends soon. */
export function keyStateOf({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): KeyState {
  if (revokedAt !== undefined) return "revoked";
  const leftMs = Date.parse(expiresAt) - now.getTime();
  if (leftMs <= 0) return "expired";
  return leftMs <= EXPIRING_MS ? "expiring" : "working";
}
