import type { Generated } from "kysely";

export interface CrossChainTables {
  hop_stage: HopStageTable;
  hop_lane: HopLaneTable;
  hop_leg: HopLegTable;
}

interface HopStageTable {
  is_only: Generated<boolean>;
  judged_before: number;
}

export interface HopLaneTable {
  chain_id: number;
  block_number: number;
  clock: number;
  from_clock: number;
  generation: number;
  rewind_seq: number;
  fault_count: Generated<number>;
  fault_text: string | null;
}

export interface HopLegTable {
  chain_id: number;
  block_number: number;
  log_index: number;
  clock: number;
  direction: string;
  bridge: string;
  match_key: string;
  remote_chain: string | null;
  holder: Buffer;
  payment: unknown;
  outcome: Generated<unknown>;
}
