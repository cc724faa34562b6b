import type pg from "pg";

export interface StoredRepairRow {
  id: string;
  from: number;
  to: number;
  outcome: string | null;
  /** As text: what ended once stays as it ended. */
  end: string | null;
}

export interface StoredBackfillRow {
  id: string;
  from: number;
  to: number;
  isCancelled: boolean;
  end: string | null;
}

/** What people asked for, and how it ended, read with plain SQL. */
export class StoredAsked {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async repairs(): Promise<StoredRepairRow[]> {
    const { rows } = await this.#client.query<StoredRepairRow>(`
      select id::text, from_block::int as from, to_block::int as to, outcome,
        concat_ws(' ', outcome, finished_at, report, problem) as end
      from repair order by id`);
    return rows.map((row) => (row.outcome === null ? { ...row, end: null } : row));
  }

  async backfills(): Promise<StoredBackfillRow[]> {
    const { rows } = await this.#client.query<StoredBackfillRow>(`
      select id::text, from_block::int as from, to_block::int as to, is_cancelled as "isCancelled", finished_at::text as end
      from backfill order by 2, 3`);
    return rows;
  }

  /** Of these blocks, those that no row of coverage has, that no cut has dropped and that no reorg could have taken away. */
  async missing({ from, to }: { from: number; to: number }): Promise<number[]> {
    const { rows } = await this.#client.query<{ block: number }>(
      `select block from generate_series($1::int, $2::int) as block
       where block > coalesce((select max(cut.block) from cut), -1) and block <= (select final_position from lane)
         and not exists (select from coverage where block between from_block and to_block) order by 1`,
      [from, to],
    );
    return rows.map(({ block }) => block);
  }

  /** Until the last lease of a repair that has not ended runs out, by the database's clock. */
  async leasedMs(): Promise<number> {
    const { rows } = await this.#client.query<{ ms: number }>(`
      select coalesce(greatest(extract(epoch from max(worked_until) - sim.now()) * 1000, 0), 0)::float8 as ms
      from repair where finished_at is null`);
    return rows[0]?.ms ?? 0;
  }

  /** What was seen of the chain last. */
  async tip(): Promise<{ head: number; finalized: number } | undefined> {
    const { rows } = await this.#client.query<{ head: number; finalized: number }>(
      "select head_number::int as head, finalized_number::int as finalized from tip",
    );
    return rows[0];
  }
}
