import type { Generated } from "kysely";

/** What whoever operates Redflag looks at, and asks for. */
export interface OperationsTables {
  ingest_state: IngestStateTable;
  endpoint_state: EndpointStateTable;
  repair: RepairTable;
}

interface IngestStateTable {
  chain_id: number;
  process_id: string;
  policy: string;
  started_at: Generated<Date>;
  seen_at: Generated<Date>;
}

export interface EndpointStateTable {
  chain_id: number;
  process_id: string;
  ordinal: number;
  host: string;
  score: number;
  latency_ms: number | null;
  rests_until: Date | null;
  is_barred: boolean;
  problem: string | null;
  requests_per_second_max: number | null;
  log_blocks_max: number | null;
  head: number | null;
  answers: unknown;
}

export interface RepairTable {
  id: string;
  chain_id: number;
  from_block: number;
  to_block: number;
  reason: string;
  asked_by: string;
  asked_at: Generated<Date>;
  begun_at: Date | null;
  worked_until: Date | null;
  step: string | null;
  step_blocks: number | null;
  finished_at: Date | null;
  outcome: string | null;
  report: unknown;
  problem: string | null;
}
