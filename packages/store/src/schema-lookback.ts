import type { Generated } from "kysely";

export interface LookbackTables {
  lookback: LookbackTable;
}

export interface LookbackTable {
  chain_id: number;
  list_id: string;
  version: number;
  held_version: number;
  epoch_seq: number;
  from_block: number;
  to_block: number;
  params: unknown;
  after_entry: Buffer | null;
  entry_count: number | null;
  done_count: Generated<number>;
  alert_count: Generated<number>;
  bound_count: Generated<number>;
  bound_text: string | null;
  created_at: Generated<Date>;
  begun_at: Date | null;
  finished_at: Date | null;
}
