import type { ApiKey } from "@redflag/contract/http/routes/keys";
import type { StoredKey } from "@redflag/store/api-key";

export function keyBody(key: StoredKey): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    scopes: key.scopes,
    ...(key.subscriberId !== undefined && { subscriber: key.subscriberId }),
    sandbox: key.sandbox,
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    ...(key.revokedAt !== undefined && { revokedAt: key.revokedAt.toISOString() }),
    ...(key.lastUsedAt !== undefined && { lastUsedAt: key.lastUsedAt.toISOString() }),
  };
}
