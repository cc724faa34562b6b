import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** What must be remembered of a sign-in until the provider sends the person back. */
export interface OidcFlow {
  nonce: string;
  codeVerifier: string;
}

export interface NewOidcFlow extends OidcFlow {
  /** SHA-256 of the state that the provider gives back. */
  stateHash: Buffer;
  now: Date;
  expiresAt: Date;
}

/** Anybody may begin a sign-in: each that begins removes more of those that nobody finished than it adds. */
const EXPIRED_DELETED_MAX = 100;

export async function insertOidcFlow(tx: Executor, flow: NewOidcFlow): Promise<void> {
  await sql`
    delete from oidc_flow where state_hash in (
      select state_hash from oidc_flow where expires_at <= ${flow.now} limit ${EXPIRED_DELETED_MAX} for update skip locked
    )`.execute(tx);
  await tx
    .insertInto("oidc_flow")
    .values({
      state_hash: flow.stateHash,
      nonce: flow.nonce,
      code_verifier: flow.codeVerifier,
      expires_at: flow.expiresAt,
    })
    .execute();
}

/** Gives a flow once; undefined when it was taken, has expired, or never began. */
export async function takeOidcFlow(tx: Executor, stateHash: Buffer, now: Date): Promise<OidcFlow | undefined> {
  const row = await tx.deleteFrom("oidc_flow").where("state_hash", "=", stateHash).returningAll().executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return undefined;
  return { nonce: row.nonce, codeVerifier: row.code_verifier };
}
