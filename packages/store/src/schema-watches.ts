import type { Generated } from "kysely";

/** What people watch without listing it, and what comes of that: nobody else's, so it is in no table of anything else. */
export interface WatchTables {
  private_watch: PrivateWatchTable;
  watch_clock: WatchClockTable;
  watch_epoch: WatchEpochTable;
  watch_past: WatchPastTable;
  watch_alert: WatchAlertTable;
}

export interface PrivateWatchTable {
  id: string;
  owner: string;
  family: string;
  address: Buffer;
  reason: string;
  created_at: Generated<Date>;
  ended_at: Date | null;
  /** A trigger sets these two. */
  first_seq: Generated<number>;
  ended_seq: Generated<number | null>;
}

interface WatchClockTable {
  is_only: Generated<boolean>;
  seq: number;
}

export interface WatchEpochTable {
  chain_id: number;
  seq: number;
  from_block: number;
  watch_seq: number;
  rule_version: number;
  created_at: Generated<Date>;
}

interface WatchPastTable {
  chain_id: number;
  watch_id: string;
  from_block: number;
  is_cut: boolean;
}

export interface WatchAlertTable {
  id: Buffer;
  watch_id: string;
  owner: string;
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  block_time: Date;
  log_index: number;
  tx_hash: Buffer;
  tx_ordinal: number;
  token: Buffer;
  sender: Buffer;
  recipient: Buffer;
  amount: string;
  text: string;
  rule_version: number;
  state: string;
  created_at: Generated<Date>;
}
