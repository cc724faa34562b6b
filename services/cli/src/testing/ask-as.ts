import { randomUUID } from "node:crypto";
import { permissionsOf, type Role } from "@redflag/domain/role";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import type { Database } from "@redflag/store/database";

interface Asked {
  status: number;
  etag: string | null;
  body: unknown;
}

const DAY_MS = 86_400_000;

/** Asks the API as the holder of a key that may all that this role of staff may. */
export function askAs(db: Database, api: { port: number }, role: Role): (path: string) => Promise<Asked> {
  const { secret, prefix, hash } = newApiKeySecret();
  const now = new Date();
  const made = db.kysely.transaction().execute((tx) =>
    insertApiKey(tx, {
      id: randomUUID(),
      name: `a key of ${role}`,
      prefix,
      secretHash: hash,
      role,
      scopes: [...permissionsOf([role])],
      createdBy: "system",
      now,
      expiresAt: new Date(now.getTime() + DAY_MS),
    }),
  );
  return async (path) => {
    await made;
    const headers = { authorization: `Bearer ${secret}` };
    const response = await fetch(`http://127.0.0.1:${api.port}${path}`, { headers });
    return { status: response.status, etag: response.headers.get("etag"), body: await response.json() };
  };
}
