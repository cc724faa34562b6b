import type pg from "pg";
import type { StoredNeed, StoredProof } from "./kept-invariants.ts";
import { hex } from "./stored-column.ts";

/** What is kept that shows final evidence, and what is still wanted. */
export class StoredProofs {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async #rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.#client.query<Row>(sql)).rows;
  }

  /** What was tried in vain is due again, in the order in which it was. */
  async passWaits(): Promise<void> {
    await this.#rows("update proof_wanted set try_after = try_after - interval '2 days' where tries > 0");
  }

  async countWanted(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>("select count(*)::int as count from proof_wanted");
    return row?.count ?? 0;
  }

  kept() {
    return this.#rows<StoredProof>(`
      select block_number::int as block, ${hex("block_hash", "blockHash")}, proof as zipped from kept_proof order by 1, 2`);
  }

  /** Where final evidence stands, and what it counts. */
  finalPlaces() {
    return this.#rows<StoredNeed>(`
      select distinct block_number::int as block, ${hex("block_hash", "blockHash")}, ${hex("tx_hash", "tx")}, log_index as "logIndex"
      from evidence where is_final
      union select (item #>> '{block,number}')::int, item #>> '{block,hash}', item #>> '{transfer,txHash}',
        (item #>> '{transfer,logIndex}')::int
      from evidence cross join jsonb_array_elements(supporting) with ordinality as counted (item, place)
      where is_final and place <= 64 order by 1, 4`);
  }
}
