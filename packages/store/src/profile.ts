import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray } from "./sql-array.ts";

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
    .where("address", "=", sql<Buffer>`any(${byteaArray(addresses)}::bytea[])`)
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
  const states = addresses.map((address): Hex => `0x${Buffer.from(profiles.get(address) ?? []).toString("hex")}`);
  await sql`
    insert into profile (chain_id, address, state)
    select ${chainId}::bigint, * from unnest(${byteaArray(addresses)}::bytea[], ${byteaArray(states)}::bytea[])
    on conflict (chain_id, address) do update set state = excluded.state
  `.execute(tx);
}
