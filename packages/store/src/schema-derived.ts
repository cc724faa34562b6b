/** What screening derives from the ledger and lists beside the lists. */
export interface DerivedTables {
  /** Every freeze and its end; `kept_freeze` has those alone whose blocks the ledger no longer holds. */
  freeze_event: FreezeTable;
  kept_freeze: FreezeTable;
  inferred_service: InferredServiceTable;
  graph_state: GraphStateTable;
  cut_graph_state: GraphStateTable;
}

interface GraphStateTable {
  chain_id: number;
  part: string;
  state: Buffer;
}

interface FreezeTable {
  chain_id: number;
  block_number: number;
  log_index: number;
  ordinal: number;
  tx_hash: Buffer;
  token: Buffer;
  kind: string;
  account: Buffer;
  block_time: Date;
}

export interface InferredServiceTable {
  chain_id: number;
  address: Buffer;
  from_block: number;
  from_log: number;
  service: Buffer;
  forward_count: number;
  share_ppm: number;
  first_time: Date;
  last_time: Date;
  confidence: number;
  until_block: number | null;
  until_log: number | null;
}
