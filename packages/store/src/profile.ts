import { setImmediate as eventLoopTurn } from "node:timers/promises";
import type { Address } from "@redflag/domain/address";
import { sql } from "kysely";
import { anyBytes, anyNumber } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type EncodedExposure, packedExposures, unpackExposures } from "./exposure.ts";
import { byteaArray, numberArray } from "./sql-array.ts";

const ADDRESS_BYTES = 20;
const LENGTH_BYTES = 4;
/** Read at once: even if each profile is as long as any can be, the reply is one that a string can hold. */
const ADDRESSES_PER_PAGE = 2_000;
/** Written at once; the last profile may go beyond. */
const PAGE_BYTES = 2 ** 20;

/** As of the lane's checkpoint, as of the cut that retention made, or of a fold that leaves nothing behind (scratch.ts). */
export type ProfileTable = "profile" | "cut_profile" | "scratch_profile";

export interface StoredProfile {
  address: Address;
  /** Encoded. */
  state: Uint8Array;
  /** What is remembered beside it: `writeExposures` stores that. Absent of nearly everybody. */
  exposure?: EncodedExposure;
  /** What rules about new pairs remember of it, encoded. Absent where that is nothing; writing it so leaves what is. */
  pairs?: Uint8Array;
}

/**
 * Profiles of these addresses, in no order; an address never seen is absent. A page is asked for while the one before is
 * looked at.
 */
export async function* streamProfiles(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  table: ProfileTable = "profile",
): AsyncGenerator<StoredProfile[]> {
  const pageFrom = (from: number) => readPage(db, chainId, addresses.slice(from, from + ADDRESSES_PER_PAGE), table);
  let next = pageFrom(0);
  for (let from = ADDRESSES_PER_PAGE; from < addresses.length; from += ADDRESSES_PER_PAGE) {
    const page = await next;
    next = pageFrom(from);
    await sent(next);
    yield page;
  }
  yield await next;
}

async function readPage(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  table: ProfileTable,
): Promise<StoredProfile[]> {
  if (addresses.length === 0) return [];
  // One value for all of them: a row each would cost the driver more than decoding costs us.
  const { rows } = await sql<{ packed: Buffer | null; exposures: Buffer | null }>`
    select string_agg(address || int4send(length(state)) || state
      || int4send(coalesce(length(pairs), 0)) || coalesce(pairs, ''), '') as packed, ${packedExposures} as exposures
    from ${sql.table(table)} where chain_id = ${chainId} and address = any(${byteaArray(addresses)}::bytea[])
  `.execute(db);
  const exposures = unpackExposures(rows[0]?.exposures ?? Buffer.alloc(0));
  const profiles = unpack(rows[0]?.packed ?? Buffer.alloc(0));
  return exposures.size === 0 ? profiles : profiles.map((profile) => withExposure(profile, exposures));
}

/** The driver sends a statement when the event loop turns. Whoever stops before it awaits it has another failure to tell. */
async function sent(statement: Promise<unknown>): Promise<void> {
  statement.catch(() => undefined);
  await eventLoopTurn();
}

function withExposure(profile: StoredProfile, exposures: ReadonlyMap<Address, EncodedExposure>): StoredProfile {
  const exposure = exposures.get(profile.address);
  return exposure === undefined ? profile : { ...profile, exposure };
}

function unpack(packed: Buffer): StoredProfile[] {
  const profiles: StoredProfile[] = [];
  for (let at = 0; at < packed.length; ) {
    const begin = at + ADDRESS_BYTES + LENGTH_BYTES;
    const end = begin + packed.readInt32BE(at + ADDRESS_BYTES);
    const address: Address = `0x${packed.toString("hex", at, at + ADDRESS_BYTES)}`;
    at = end + LENGTH_BYTES + packed.readInt32BE(end);
    const pairs = packed.subarray(end + LENGTH_BYTES, at);
    profiles.push({ address, state: packed.subarray(begin, end), ...(pairs.length > 0 && { pairs }) });
  }
  return profiles;
}

/**
 * Give them in the order of their addresses: neighbours in the index are touched together. A page is written while the next is
 * put together.
 * @param profiles each address once
 */
export async function upsertProfiles(
  tx: Executor,
  chainId: number,
  profiles: Iterable<StoredProfile>,
  table: ProfileTable = "profile",
): Promise<void> {
  let page: StoredProfile[] = [];
  let byteCount = 0;
  let written = Promise.resolve();
  for (const profile of profiles) {
    page.push(profile);
    byteCount += profile.state.length + (profile.pairs?.length ?? 0);
    if (byteCount < PAGE_BYTES) continue;
    await written;
    written = upsertPage(tx, chainId, page, table);
    await sent(written);
    page = [];
    byteCount = 0;
  }
  await written;
  if (page.length > 0) await upsertPage(tx, chainId, page, table);
}

/** One behind the other, which the driver sends as they are: in an array it would write each out as text. */
async function upsertPage(
  tx: Executor,
  chainId: number,
  page: readonly StoredProfile[],
  table: ProfileTable,
): Promise<void> {
  const addresses = Buffer.from(page.map(({ address }) => address.slice(2)).join(""), "hex");
  const states = Buffer.concat(page.flatMap(({ state, pairs }) => (pairs === undefined ? [state] : [state, pairs])));
  const lengths = numberArray(page.map(({ state }) => state.length));
  const pairLengths = numberArray(page.map(({ pairs }) => pairs?.length ?? 0));
  await sql`
    insert into ${sql.table(table)} as known (chain_id, address, state, pairs)
    select ${chainId}::bigint,
      substr(${addresses}::bytea, 1 + ${ADDRESS_BYTES}::integer * (ordinal - 1), ${ADDRESS_BYTES}::integer),
      substr(${states}::bytea, 1 + until - pairs_length - length, length),
      case when pairs_length > 0 then substr(${states}::bytea, 1 + until - pairs_length, pairs_length) end
    from (
      select length, pairs_length, ordinal::integer,
        sum(length + pairs_length) over (order by ordinal)::integer as until
      from unnest(${lengths}::integer[], ${pairLengths}::integer[])
        with ordinality as state(length, pairs_length, ordinal)
    ) as place
    order by ordinal
    on conflict (chain_id, address) do update set state = excluded.state, pairs = coalesce(excluded.pairs, known.pairs)
  `.execute(tx);
}

/** What each of these lanes remembers of one address, encoded; a lane that never met it is absent. */
export async function listProfilesOf(
  db: Executor,
  chainIds: Iterable<number>,
  address: Address,
): Promise<Map<number, Uint8Array>> {
  const rows = await db
    .selectFrom("profile")
    .select(["chain_id", "state"])
    .where("chain_id", "=", anyNumber(chainIds))
    .where("address", "=", bytesOf(address))
    .execute();
  return new Map(rows.map(({ chain_id, state }) => [chain_id, state]));
}

/** Which of these addresses each of these lanes remembers. */
export async function listRememberedAmong(
  db: Executor,
  chainIds: Iterable<number>,
  addresses: Iterable<Address>,
): Promise<Map<number, Set<Address>>> {
  const rows = await db
    .selectFrom("profile")
    .select(["chain_id", "address"])
    .where("chain_id", "=", anyNumber(chainIds))
    .where("address", "=", anyBytes(addresses))
    .execute();
  const byChain = Map.groupBy(rows, ({ chain_id }) => chain_id);
  return new Map([...byChain].map(([chainId, own]) => [chainId, new Set(own.map(({ address }) => hexOf(address)))]));
}
