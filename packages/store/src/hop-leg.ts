import { findChainById } from "@redflag/domain/chain-registry";
import { type KnownLeg, type Leg, type LegOutcome, type LegPlace, legPlaceOf } from "@redflag/domain/cross-chain/leg";
import { type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { HopLegTable } from "./schema-cross-chain.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";
import { supportingJson, supportingOf } from "./supporting.ts";

/** Rows a statement carries at most: PostgreSQL binds at most 65,535 parameters. */
const ROWS_PER_STATEMENT_MAX = 1_000;

export async function insertLegs(tx: Executor, legs: readonly Leg[]): Promise<void> {
  for (let from = 0; from < legs.length; from += ROWS_PER_STATEMENT_MAX) {
    const part = legs.slice(from, from + ROWS_PER_STATEMENT_MAX);
    await tx
      .insertInto("hop_leg")
      .values(
        part.map((leg) => ({
          chain_id: leg.chainId,
          block_number: leg.blockNumber,
          log_index: leg.logIndex,
          clock: leg.clock,
          direction: leg.direction,
          bridge: leg.bridge,
          match_key: leg.matchKey,
          remote_chain: leg.remoteChain ?? null,
          holder: bytesOf(leg.holder),
          payment: supportingJson([leg.payment]),
        })),
      )
      .execute();
  }
}

/** Takes away those of a chain from this block on. */
export async function deleteLegsFrom(tx: Executor, chainId: number, block: number): Promise<void> {
  await tx.deleteFrom("hop_leg").where("chain_id", "=", chainId).where("block_number", ">=", block).execute();
}

/** The highest clock of a chain's legs; undefined where it has none. */
export async function findLastLegClock(tx: Executor, chainId: number): Promise<number | undefined> {
  const row = await tx
    .selectFrom("hop_leg")
    .select((eb) => eb.fn.max("clock").as("clock"))
    .where("chain_id", "=", chainId)
    .executeTakeFirst();
  return row?.clock ?? undefined;
}

/**
 * The clock up to which, without it, there are at most so many arrivals from `from` on and before `before`; beyond the first
 * clock at least, because what stands at one is judged together.
 */
export async function findClockWithin(
  tx: Executor,
  { from, before }: { from: number; before: number },
  arrivalsMax: number,
): Promise<number> {
  const beyond = await tx
    .selectFrom("hop_leg")
    .select("clock")
    .where("direction", "=", "arrival")
    .where("clock", ">=", from)
    .where("clock", "<", before)
    .orderBy("clock")
    .offset(arrivalsMax)
    .limit(1)
    .executeTakeFirst();
  if (beyond === undefined) return before;
  const first = await tx
    .selectFrom("hop_leg")
    .select((eb) => eb.fn.min("clock").as("clock"))
    .where("direction", "=", "arrival")
    .where("clock", ">=", from)
    .executeTakeFirstOrThrow();
  return Math.max(beyond.clock, (first.clock ?? from) + 1);
}

/** Arrivals of all lanes in clock order. */
export async function listArrivals(
  tx: Executor,
  { from, before }: { from: number; before: number },
): Promise<KnownLeg[]> {
  const rows = await tx
    .selectFrom("hop_leg")
    .selectAll()
    .where("direction", "=", "arrival")
    .where("clock", ">=", from)
    .where("clock", "<", before)
    .orderBy("clock")
    .orderBy("chain_id")
    .orderBy("block_number")
    .orderBy("log_index")
    .execute();
  return rows.map(legOf);
}

/** Departures that have one of these keys, within these clocks. */
export async function listDeparturesOf(
  tx: Executor,
  matchKeys: Iterable<string>,
  { from, to }: { from: number; to: number },
): Promise<KnownLeg[]> {
  const rows = await tx
    .selectFrom("hop_leg")
    .selectAll()
    .where("direction", "=", "departure")
    .where("match_key", "=", sql<string>`any(${textArray(matchKeys)}::text[])`)
    .where("clock", ">=", from)
    .where("clock", "<=", to)
    .execute();
  return rows.map(legOf);
}

/** Arrivals at the holders of these departures, within these clocks. */
export async function listArrivalsAt(
  tx: Executor,
  departures: readonly Leg[],
  { from, before }: { from: number; before: number },
): Promise<KnownLeg[]> {
  if (departures.length === 0) return [];
  const chainIds = numberArray(departures.map(({ chainId }) => chainId));
  const holders = byteaArray(departures.map(({ holder }) => holder));
  const rows = await tx
    .selectFrom("hop_leg")
    .selectAll()
    .where("direction", "=", "arrival")
    .where(sql<boolean>`(chain_id, holder) in (select * from unnest(${chainIds}::bigint[], ${holders}::bytea[]))`)
    .where("clock", ">=", from)
    .where("clock", "<", before)
    .execute();
  return rows.map(legOf);
}

/** Those with these names. */
export async function listLegsNamed(tx: Executor, names: Iterable<string>): Promise<KnownLeg[]> {
  const places = [...names].map(legPlaceOf);
  if (places.length === 0) return [];
  const rows = await tx
    .selectFrom("hop_leg")
    .selectAll()
    .where(sql<boolean>`${isOneOf(places)}`)
    .execute();
  return rows.map(legOf);
}

export async function updateOutcomes(tx: Executor, legs: readonly KnownLeg[]): Promise<void> {
  if (legs.length === 0) return;
  await sql`
    update hop_leg set outcome = judged.outcome::jsonb
    from unnest(
      ${numberArray(legs.map(({ chainId }) => chainId))}::bigint[],
      ${numberArray(legs.map(({ blockNumber }) => blockNumber))}::bigint[],
      ${numberArray(legs.map(({ logIndex }) => logIndex))}::integer[],
      ${textArray(legs.map(({ outcome }) => JSON.stringify(outcome)))}::text[]
    ) as judged (chain_id, block_number, log_index, outcome)
    where (hop_leg.chain_id, hop_leg.block_number, hop_leg.log_index)
      = (judged.chain_id, judged.block_number, judged.log_index)`.execute(tx);
}

/** As if nothing had been judged. */
export async function resetOutcomes(tx: Executor): Promise<void> {
  await tx.updateTable("hop_leg").set({ outcome: "{}" }).where(sql<boolean>`outcome <> '{}'`).execute();
}

function isOneOf(places: readonly LegPlace[]) {
  return sql`(chain_id, block_number, log_index) in (select * from unnest(
    ${numberArray(places.map(({ chainId }) => chainId))}::bigint[],
    ${numberArray(places.map(({ blockNumber }) => blockNumber))}::bigint[],
    ${numberArray(places.map(({ logIndex }) => logIndex))}::integer[]))`;
}

function legOf(row: Selectable<HopLegTable>): KnownLeg {
  const chain = findChainById(row.chain_id);
  const [payment] = supportingOf(row.payment);
  if (chain === undefined || payment === undefined) {
    throw new Error(
      `Broken invariant: a leg's chain is registered and its payment copied: ${row.chain_id}/${row.block_number}`,
    );
  }
  return {
    chainId: row.chain_id,
    chain: chain.name,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    clock: row.clock,
    direction: row.direction as Leg["direction"],
    bridge: row.bridge,
    matchKey: row.match_key,
    ...(row.remote_chain !== null && { remoteChain: row.remote_chain }),
    holder: hexOf(row.holder),
    payment,
    outcome: row.outcome as LegOutcome,
  };
}

/** Arrivals on which a rule failed. */
export async function countLegGaps(db: Executor): Promise<number> {
  const row = await db
    .selectFrom("hop_leg")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(sql<boolean>`outcome ? 'gap'`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Those whose payment or event is in this block. */
export async function listLegsInBlock(db: Executor, chainId: number, blockNumber: number): Promise<KnownLeg[]> {
  const rows = await db
    .selectFrom("hop_leg")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", "=", blockNumber)
    .orderBy("log_index")
    .execute();
  return rows.map(legOf);
}
