import type { Executor } from "./database.ts";

export interface OidcFlow {
  nonce: string;
  codeVerifier: string;
}

export async function insertOidcFlow(
  tx: Executor,
  { stateHash, nonce, codeVerifier, expiresAt }: OidcFlow & { stateHash: Buffer; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto("oidc_flow")
    .values({ state_hash: stateHash, nonce, code_verifier: codeVerifier, expires_at: expiresAt })
    .execute();
}

export async function takeOidcFlow(tx: Executor, stateHash: Buffer, now: Date): Promise<OidcFlow | undefined> {
  const row = await tx.deleteFrom("oidc_flow").where("state_hash", "=", stateHash).returningAll().executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return undefined;
  return { nonce: row.nonce, codeVerifier: row.code_verifier };
}
