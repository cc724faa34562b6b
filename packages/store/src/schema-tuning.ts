import type { Generated } from "kysely";

/** What people set of the rules and found alerts to be, and what rules said that were tried only. */
export interface TuningTables {
  heuristic_setting: HeuristicSettingTable;
  backtest: BacktestTable;
  shadow_block: ShadowBlockTable;
  shadow_finding: ShadowFindingTable;
  alert_disposition: AlertDispositionTable;
}

export interface HeuristicSettingTable {
  heuristic: string;
  seq: number;
  is_enforced: boolean;
  params: unknown;
  shadow_params: unknown;
  author: string;
  reason: string;
  created_at: Generated<Date>;
  author_by: string;
  author_person: Generated<string>;
  shadow_setting: Generated<number | null>;
}

export interface BacktestTable {
  id: string;
  heuristic: string;
  heuristic_version: number;
  chain_id: number;
  from_block: number;
  to_block: number;
  params: unknown;
  changed: unknown;
  reason: string;
  author: string;
  author_name: string;
  author_person: Generated<string>;
  created_at: Generated<Date>;
  state: Generated<string>;
  attempt_count: Generated<number>;
  claimed_until: Date | null;
  started_at: Date | null;
  done_blocks: number | null;
  total_blocks: number | null;
  ended_at: Date | null;
  result: unknown;
  failure_code: string | null;
  failure: string | null;
  cancelled_by: string | null;
  cancelled_by_name: string | null;
}

interface ShadowBlockTable {
  chain_id: number;
  heuristic: string;
  setting_seq: number;
  block_number: number;
  block_time: Date;
  finding_count: number;
  gap_count: number;
  gap_reason: string | null;
}

interface ShadowFindingTable {
  chain_id: number;
  heuristic: string;
  setting_seq: number;
  block_number: number;
  log_index: number;
  tx_hash: Buffer;
  heuristic_version: number;
  params: unknown;
  subject: Buffer;
  severity: string;
  score: number;
  text: string;
  figures: unknown;
}

interface AlertDispositionTable {
  alert_id: Buffer;
  seq: number;
  disposition: string;
  reason: string;
  author: string;
  created_at: Generated<Date>;
}
