import type { Address } from "@redflag/domain/address";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** Encoded profiles of these addresses; an address never seen is absent. */
export async function listProfiles(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
): Promise<Map<Address, Uint8Array>> {
  if (addresses.length === 0) return new Map();
  const rows = await db
    .selectFrom("profile")
    .select(["address", "state"])
    .where("chain_id", "=", chainId)
    .where("address", "=", sql<Buffer>`any(${addresses.map(bytesOf)})`)
    .execute();
  return new Map(rows.map((row) => [hexOf(row.address), row.state]));
}

/** Written in key order: neighbours in the index are touched together. */
export async function upsertProfiles(
  tx: Executor,
  chainId: number,
  profiles: ReadonlyMap<Address, Uint8Array>,
): Promise<void> {
  if (profiles.size === 0) return;
  const addresses = [...profiles.keys()].sort();
  const states = addresses.map((address) => Buffer.from(profiles.get(address) ?? []));
  await sql`
    insert into profile (chain_id, address, state)
    select ${chainId}::bigint, * from unnest(${addresses.map(bytesOf)}::bytea[], ${states}::bytea[])
    on conflict (chain_id, address) do update set state = excluded.state
  `.execute(tx);
}

/** A rebuild folds profiles again from nothing. */
export async function deleteProfiles(tx: Executor, chainId: number): Promise<void> {
  await tx.deleteFrom("profile").where("chain_id", "=", chainId).execute();
}
