import type { CheckedStretch } from "@redflag/domain/coverage-state";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { findRowStart } from "./coverage-row.ts";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** Neighbouring rows that were checked alike. */
export interface CheckRun extends BlockSpan, CheckedStretch {}

/** Rows that the database joins at once. */
const PAGE_ROWS = 50_000;

/**
 * What the ledger covers of a span by how it was checked, ascending, without overlap. It reads rows of coverage and nothing else:
 * neither blocks nor logs. @param caught endpoints that were shown to have lied
 */
export async function* readCheckRuns(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  caught: readonly string[],
  pageRows: number = PAGE_ROWS,
): AsyncGenerator<CheckRun> {
  for (let from = span.from; from <= span.to; ) {
    const begin = await findRowStart(db, chainId, from);
    const { rows } = await sql<CheckRun & { rowCount: number }>`
      with page as (
        select greatest(from_block, ${from}::bigint) as first, least(to_block, ${span.to}::bigint) as last,
          from_block, to_block, level, proven_block_count, endpoint = any (${textArray(caught)}::text[]) as is_caught
        from coverage
        where chain_id = ${chainId} and from_block between ${begin} and ${span.to}
          and to_block >= ${from}
        order by from_block limit ${pageRows}
      ), part as (
        -- Of a row that reaches out of the span: what must be true of the part within.
        select first, last, level, is_caught,
          greatest(0, proven_block_count - ((to_block - from_block) - (last - first))) = last - first + 1 as is_whole
        from page
      ), marked as (
        select *, (first is distinct from lag(last) over (order by first) + 1
          or (level, is_whole, is_caught) is distinct from (lag(level) over (order by first),
            lag(is_whole) over (order by first), lag(is_caught) over (order by first)))::int as begins
        from part
      ), numbered as (
        select *, sum(begins) over (order by first) as run from marked
      )
      select min(first) as from, max(last) as to, level, is_whole as "isWhole", is_caught as "isCaught",
        count(*) as "rowCount"
      from numbered group by run, level, is_whole, is_caught order by 1`.execute(db);
    for (const { rowCount: _, ...run } of rows) yield run;
    const last = rows.at(-1);
    if (last === undefined || rows.reduce((sum, { rowCount }) => sum + rowCount, 0) < pageRows) return;
    from = last.to + 1;
  }
}
