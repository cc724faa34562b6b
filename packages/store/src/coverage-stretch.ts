import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import { type ListedAsk, listedOf } from "./coverage-read.ts";
import { findRowStart } from "./coverage-row.ts";
import type { Executor } from "./database.ts";
import type { CoverageLevel } from "./ledger-range.ts";
import { secondsOf } from "./time.ts";

/** Neighbouring rows of which all the same can be said. */
export interface CoveredStretch extends BlockSpan {
  kind: "covered";
  endpoint: string;
  level: CoverageLevel;
  /** All of them, a sample, or 0. Of a row that reaches out of the span: what must be true of the part within at least. */
  provenBlockCount: number;
  transferCount: number;
  refusedCount: number;
  /** When its rows were read, unix seconds. */
  readFrom: number;
  readTo: number;
  filter?: Hash;
  listed?: ListedAsk;
  shortfall?: string;
}

export interface MissingStretch extends BlockSpan {
  kind: "missing";
}

/** Rows that the database joins at once. */
const PAGE_ROWS = 50_000;

/**
 * What the ledger covers of a span and what it lacks, ascending, without overlap, from its first block to its last. Rows
 * are joined where they lie, a page at a time: there may be millions.
 */
export async function* readStretches(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  pageRows: number = PAGE_ROWS,
): AsyncGenerator<CoveredStretch | MissingStretch> {
  let open: CoveredStretch | undefined;
  let next = span.from;
  for (let from = span.from; from <= span.to; ) {
    const { runs, rowCount } = await joinPage(db, chainId, { from, to: span.to }, pageRows);
    for (const run of runs) {
      if (open !== undefined && open.to + 1 === run.from && keyOf(open) === keyOf(run)) {
        open.to = run.to;
        open.provenBlockCount += run.provenBlockCount;
        open.transferCount += run.transferCount;
        open.refusedCount += run.refusedCount;
        open.readFrom = Math.min(open.readFrom, run.readFrom);
        open.readTo = Math.max(open.readTo, run.readTo);
        continue;
      }
      if (open !== undefined) yield open;
      const end: number = open === undefined ? next - 1 : open.to;
      if (run.from > end + 1) yield { kind: "missing", from: end + 1, to: run.from - 1 };
      open = run;
    }
    const last = runs.at(-1);
    if (rowCount < pageRows || last === undefined) break;
    from = last.to + 1;
  }
  if (open !== undefined) {
    yield open;
    next = open.to + 1;
  }
  if (next <= span.to) yield { kind: "missing", from: next, to: span.to };
}

/** What must be the same of two neighbours to be told as one: also whether every block of them is proven. */
function keyOf({ from, to, endpoint, level, provenBlockCount, filter, listed, shortfall }: CoveredStretch): string {
  const isWhole = provenBlockCount === to - from + 1;
  return JSON.stringify([
    endpoint,
    level,
    isWhole,
    filter,
    listed?.digest,
    listed?.endpoint,
    listed?.shortfall,
    shortfall,
  ]);
}

interface RunRow {
  from: number;
  to: number;
  row_count: number;
  endpoint: string;
  level: string;
  proven_count: number;
  transfer_count: number;
  refused_count: number;
  read_from: Date;
  read_to: Date;
  filter: Buffer | null;
  listed_digest: Buffer | null;
  listed_endpoint: string | null;
  listed_shortfall: string | null;
  shortfall: string | null;
}

async function joinPage(db: Executor, chainId: number, { from, to }: BlockSpan, pageRows: number) {
  const logsWithin = (table: "transfer" | "refused_log") => sql`(
    select count(*) from ${sql.table(table)} where chain_id = ${chainId} and block_number between first and last)`;
  const begin = await findRowStart(db, chainId, from);
  const { rows } = await sql<RunRow>`
    with page as (
      select *, greatest(from_block, ${from}::bigint) as first, least(to_block, ${to}::bigint) as last
      from coverage
      where chain_id = ${chainId} and from_block between ${begin} and ${to} and to_block >= ${from}
      order by from_block limit ${pageRows}
    ), part as (
      select first, last, endpoint, level, read_at, filter, listed_digest, listed_endpoint, listed_shortfall, shortfall,
        greatest(0, proven_block_count - ((to_block - from_block) - (last - first))) as proven,
        case when first = from_block and last = to_block then transfer_count else ${logsWithin("transfer")} end as transfers,
        case when first = from_block and last = to_block then refused_count else ${logsWithin("refused_log")} end as refused
      from page
    ), named as (
      select *, jsonb_build_array(endpoint, level, proven = last - first + 1, encode(filter, 'hex'),
        encode(listed_digest, 'hex'), listed_endpoint, listed_shortfall, shortfall) as name
      from part
    ), marked as (
      select *, (first is distinct from lag(last) over (order by first) + 1
        or name is distinct from lag(name) over (order by first))::int as begins
      from named
    ), numbered as (
      select *, sum(begins) over (order by first) as run from marked
    )
    select min(first) as from, max(last) as to, count(*)::bigint as row_count, endpoint, level,
      sum(proven)::bigint as proven_count, sum(transfers)::bigint as transfer_count, sum(refused)::bigint as refused_count,
      min(read_at) as read_from, max(read_at) as read_to,
      filter, listed_digest, listed_endpoint, listed_shortfall, shortfall
    from numbered
    group by run, endpoint, level, filter, listed_digest, listed_endpoint, listed_shortfall, shortfall
    order by 1`.execute(db);
  return { runs: rows.map(stretchOf), rowCount: rows.reduce((sum, row) => sum + row.row_count, 0) };
}

function stretchOf(row: RunRow): CoveredStretch {
  return {
    kind: "covered",
    from: row.from,
    to: row.to,
    endpoint: row.endpoint,
    level: row.level as CoverageLevel,
    provenBlockCount: row.proven_count,
    transferCount: row.transfer_count,
    refusedCount: row.refused_count,
    readFrom: secondsOf(row.read_from),
    readTo: secondsOf(row.read_to),
    ...(row.filter !== null && { filter: hexOf(row.filter) }),
    ...(row.listed_digest !== null && { listed: listedOf(row, row.listed_digest) }),
    ...(row.shortfall !== null && { shortfall: row.shortfall }),
  };
}

/** The first and the last block that the ledger covers; undefined where it covers none. */
export async function findCoverageEnds(db: Executor, chainId: number): Promise<BlockSpan | undefined> {
  const { rows } = await sql<{ from: number | null; to: number | null }>`
    select (select from_block from coverage where chain_id = ${chainId} order by from_block limit 1) as from,
      (select to_block from coverage where chain_id = ${chainId} order by from_block desc limit 1) as to`.execute(db);
  const [{ from, to } = { from: null, to: null }] = rows;
  return from === null || to === null ? undefined : { from, to };
}
