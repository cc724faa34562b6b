import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import type { ProfileTable } from "./profile.ts";
import { byteaArray } from "./sql-array.ts";

const ADDRESS_BYTES = 20;
const LENGTH_BYTES = 4;

/** A memory of listed addresses' money as a row holds it: by all lists, and by what of them is shared with exchanges. */
export interface EncodedExposure {
  all?: Uint8Array;
  shared?: Uint8Array;
}

/** Of the rows of a query on profiles those that have any, one behind the other: address, and both with their lengths. */
export const packedExposures = sql<Buffer | null>`
  string_agg(
    address || int4send(coalesce(length(exposure), 0)) || coalesce(exposure, '')
      || int4send(coalesce(length(shared_exposure), 0)) || coalesce(shared_exposure, ''), ''
  ) filter (where exposure is not null or shared_exposure is not null)`;

/** Of every address that has any: those of a chain that is followed are few beside its profiles. */
export async function listExposures(
  db: Executor,
  chainId: number,
  table: ProfileTable,
): Promise<Map<Address, EncodedExposure>> {
  const { rows } = await sql<{ packed: Buffer | null }>`
    select ${packedExposures} as packed from ${sql.table(table)}
    where chain_id = ${chainId} and (exposure is not null or shared_exposure is not null)`.execute(db);
  return unpackExposures(rows[0]?.packed ?? Buffer.alloc(0));
}

export function unpackExposures(packed: Buffer): Map<Address, EncodedExposure> {
  const exposures = new Map<Address, EncodedExposure>();
  for (let at = 0; at < packed.length; ) {
    const address: Address = `0x${packed.toString("hex", at, at + ADDRESS_BYTES)}`;
    const all = partAt(packed, at + ADDRESS_BYTES);
    const shared = partAt(packed, all.end);
    exposures.set(address, {
      ...(all.bytes.length > 0 && { all: all.bytes }),
      ...(shared.bytes.length > 0 && { shared: shared.bytes }),
    });
    at = shared.end;
  }
  return exposures;
}

function partAt(packed: Buffer, at: number): { bytes: Uint8Array; end: number } {
  const begin = at + LENGTH_BYTES;
  const end = begin + packed.readInt32BE(at);
  return { bytes: packed.subarray(begin, end), end };
}

/** Written at once: a row of everything at its bound has 400 kB. */
const ROWS_PER_UPDATE = 500;

/**
 * Beside the profiles, which are there: in the same transaction, after them.
 * @param exposures of addresses whose memory changed, each once; those with nothing left lose it
 */
export async function writeExposures(
  tx: Executor,
  chainId: number,
  exposures: ReadonlyArray<EncodedExposure & { address: Address }>,
  table: ProfileTable,
): Promise<void> {
  for (let at = 0; at < exposures.length; at += ROWS_PER_UPDATE) {
    const page = exposures.slice(at, at + ROWS_PER_UPDATE);
    const bytes = (parts: ReadonlyArray<Uint8Array | undefined>) =>
      byteaArray(parts.map((part): Hex | undefined => part && `0x${Buffer.from(part).toString("hex")}`));
    await sql`
      update ${sql.table(table)} as held
      set exposure = given.exposure, shared_exposure = given.shared_exposure
      from unnest(
        ${byteaArray(page.map(({ address }) => address))}::bytea[],
        ${bytes(page.map(({ all }) => all))}::bytea[],
        ${bytes(page.map(({ shared }) => shared))}::bytea[]
      ) as given(address, exposure, shared_exposure)
      where held.chain_id = ${chainId} and held.address = given.address`.execute(tx);
  }
}
