import { demo } from "@redflag/domain/chains/demo";
import { listContracts } from "@redflag/domain/token-registry";
import type { Database } from "@redflag/store/database";
import { ensurePartitions } from "@redflag/store/partition";

export const TRANSFERS_PER_BLOCK = 100;
const ADDRESS_COUNT = 1_000_000;
const GENESIS_TIME = 1_700_000_000;
const BLOCK_SECONDS = 12;
const UNITS_MAX = 5_000;

/** Address number `i`, the same in every run. The lower the number, the busier: number 0 has one transfer in a hundred. */
const addressSql = (i: string) => `substr(sha256(int8send((${i})::bigint)), 1, 20)`;
/** Block hashes that link, as nobody looks at what they are of. */
const hashSql = (number: string) => `sha256(int8send(-1 - (${number})::bigint))`;

export interface LedgerShape {
  /** Addresses from number 0 on that have three in ten of all payments among them, each as often as the others. None unless told. */
  hubs?: number;
  /** Between two blocks; the demo chain's own unless told. */
  blockSeconds?: number;
}
const HUB_SHARE = 0.3;

/**
 * Fills the real schema with a demo chain that was ingested, screened and made final: blocks from 1 on, transfers between
 * a million addresses of which few are busy, coverage, partitions with their indexes. Made by the server itself: between
 * COPY and this only the wire differs.
 * @returns the last block
 */
export async function fillLedger(
  db: Database,
  transfers: number,
  onStep: (what: string) => void,
  { hubs, blockSeconds = BLOCK_SECONDS }: LedgerShape = {},
): Promise<number> {
  const blocks = Math.ceil(transfers / TRANSFERS_PER_BLOCK);
  await ensurePartitions(db, demo, 1, blocks);
  await db.pool.query(
    `insert into block (chain_id, number, hash, parent_hash, time)
     select $1, n, ${hashSql("n")}, ${hashSql("n - 1")}, to_timestamp($3::bigint + n * ${blockSeconds})
     from generate_series(1, $2::bigint) as n`,
    [demo.id, blocks, GENESIS_TIME],
  );
  const [token] = listContracts(demo.name);
  if (token === undefined) throw new Error("the demo chain has tokens");
  await dropIndexes(db, async () => {
    for (let from = 1; from <= blocks; from += demo.partitionBlocks) {
      const to = Math.min(blocks, from + demo.partitionBlocks - 1);
      onStep(`ledger: blocks ${from} to ${to}`);
      const unit = 10 ** Math.min(6, token.contract.decimals);
      await insertTransfers(
        db,
        { from, to },
        { token: token.contract.address, unit, ...(hubs !== undefined && { hubs }) },
      );
    }
  });
  await db.pool.query(
    `insert into coverage (chain_id, from_block, to_block, endpoint, level, transfer_count, refused_count)
     select $1, greatest(1, o * $3), least($2, (o + 1) * $3 - 1), 'bench', 'proven', 0, 0
     from generate_series(0, $2::bigint / $3::bigint) as o`,
    [demo.id, blocks, demo.partitionBlocks],
  );
  onStep("ledger: statistics");
  await db.pool.query("vacuum analyze block, transfer, coverage");
  return blocks;
}

async function insertTransfers(
  db: Database,
  { from, to }: { from: number; to: number },
  { token, unit, hubs }: Pick<LedgerShape, "hubs"> & { token: string; unit: number },
): Promise<void> {
  const anybody = `floor(${ADDRESS_COUNT} * power(random(), 3))`;
  const skewed =
    hubs === undefined
      ? anybody
      : `case when random() < ${HUB_SHARE} then floor(${hubs} * random()) else ${anybody} end`;
  await db.pool.query("select setseed($1::float8)", [from / 2 ** 31]);
  await db.pool.query(
    `insert into transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount)
     select ${demo.id}, n, i, sha256(int8send(n * 1000 + i)), 0, '\\x${token.slice(2)}'::bytea,
       ${addressSql("who.s")}, ${addressSql("who.r")}, who.amount * ${unit}
     from generate_series(${from}, ${to}) as n, generate_series(0, ${TRANSFERS_PER_BLOCK - 1}) as i,
       lateral (select ${skewed} as s, ${skewed} as r, 1 + floor(${UNITS_MAX} * random()) as amount where n + i >= 0) as who`,
  );
}

/** As a backfill does: indexes are built when the partitions are full. */
async function dropIndexes(db: Database, work: () => Promise<void>): Promise<void> {
  const { rows } = await db.pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename like 'transfer_${demo.id}_%' and indexname ~ '_(sender|recipient)$'`,
  );
  for (const { name } of rows) await db.pool.query(`drop index ${name}`);
  await work();
  for (const { definition } of rows) await db.pool.query(definition);
}

/** The addresses of these numbers. */
export async function addressesOf(db: Database, numbers: readonly number[]): Promise<Buffer[]> {
  const { rows } = await db.pool.query<{ address: Buffer }>(
    `select ${addressSql("number")} as address from unnest($1::bigint[]) with ordinality as asked(number, place) order by place`,
    [numbers],
  );
  return rows.map(({ address }) => address);
}

/** Some of a world's addresses: mostly such as anybody's, every hundredth a busy one. */
export async function drawAddresses(db: Database, count: number): Promise<Buffer[]> {
  const { rows } = await db.pool.query<{ address: Buffer }>(
    `select ${addressSql("case when k % 100 = 0 then 200 + k else 1000 + (k * 997) % 998000 end")} as address
     from generate_series(1, $1::bigint) as k`,
    [count],
  );
  return rows.map(({ address }) => address);
}

/** One block more, with these payments from the world's busiest address. */
export async function addBlock(db: Database, number: number, recipients: readonly Buffer[]): Promise<void> {
  const [token] = listContracts(demo.name);
  await ensurePartitions(db, demo, number, number);
  await db.pool.query(
    `with mined as (
       insert into block (chain_id, number, hash, parent_hash, time)
       values ($1, $2, ${hashSql("$2")}, ${hashSql("$2::bigint - 1")}, to_timestamp($3))
     ), read as (
       insert into coverage (chain_id, from_block, to_block, endpoint, level, transfer_count, refused_count)
       values ($1, $2, $2, 'bench', 'proven', 0, 0)
     )
     insert into transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount)
     select $1, $2, i, sha256(int8send($2::bigint * 1000 + i)), 0, $4, ${addressSql("0")}, recipient, 5000000
     from unnest($5::bytea[]) with ordinality as paid (recipient, i)`,
    [demo.id, number, blockTimeOf(number), Buffer.from(token?.contract.address.slice(2) ?? "", "hex"), recipients],
  );
}

/** Unix seconds. */
export function blockTimeOf(number: number): number {
  return GENESIS_TIME + number * BLOCK_SECONDS;
}
