import type { Generated, GeneratedAlways } from "kysely";
import type { AccessReviewTables } from "./schema-access-review.ts";
import type { AuditTables } from "./schema-audit.ts";
import type { CaseTables } from "./schema-cases.ts";
import type { ContextTables } from "./schema-context.ts";
import type { CrossChainTables } from "./schema-cross-chain.ts";
import type { DerivedTables } from "./schema-derived.ts";
import type { FeedTables } from "./schema-feed.ts";
import type { ListTables } from "./schema-lists.ts";
import type { LookbackTables } from "./schema-lookback.ts";
import type { NoticeTables } from "./schema-notices.ts";
import type { OperationsTables } from "./schema-operations.ts";
import type { PeopleTables } from "./schema-people.ts";
import type { ProofTables } from "./schema-proofs.ts";
import type { ReportTables } from "./schema-reports.ts";
import type { ReviewColumns, ReviewTables } from "./schema-review.ts";
import type { TuningTables } from "./schema-tuning.ts";
import type { WatchTables } from "./schema-watches.ts";
import type { WebhookTables } from "./schema-webhooks.ts";

/**
 * Every table of `migrations/` as the driver gives it: bytea a Buffer, bigint a safe integer (block numbers, chain ids,
 * sequences), numeric a decimal string, timestamptz a Date. Domain types begin in each query's own mapping. A test
 * holds this against the real database.
 */
export interface Schema
  extends AccessReviewTables,
    PeopleTables,
    AuditTables,
    CaseTables,
    ListTables,
    LookbackTables,
    DerivedTables,
    FeedTables,
    NoticeTables,
    OperationsTables,
    WatchTables,
    WebhookTables,
    TuningTables,
    ProofTables,
    ReportTables,
    ReviewTables,
    ContextTables,
    CrossChainTables {
  tip: TipTable;
  block: BlockTable;
  transfer: TransferTable;
  issuer_event: IssuerEventTable;
  bridge_event: BridgeEventTable;
  refused_log: RefusedLogTable;
  coverage: CoverageTable;
  backfill: BackfillTable;
  rewind: RewindTable;
  disagreement: DisagreementTable;
  rate_list: RateListTable;
  rate_list_version: RateListVersionTable;
  rate: RateTable;
  lane: LaneTable;
  epoch: EpochTable;
  alert: AlertTable;
  evidence: EvidenceTable;
  withheld: WithheldTable;
  screening_gap: ScreeningGapTable;
  event: EventTable;
  succeeds: SucceedsTable;
  profile: ProfileTable;
  cut: CutTable;
  cut_profile: ProfileTable;
}

interface TipTable {
  chain_id: number;
  head_number: number;
  head_hash: Buffer;
  finalized_number: number;
  seen_at: Generated<Date>;
}

export interface BlockTable {
  chain_id: number;
  number: number;
  hash: Buffer;
  parent_hash: Buffer;
  time: Date;
}

interface LedgerRow {
  chain_id: number;
  block_number: number;
  log_index: number;
  tx_hash: Buffer;
}

interface TokenRow extends LedgerRow {
  token: Buffer;
}

export interface TransferTable extends TokenRow {
  tx_ordinal: number;
  sender: Buffer;
  recipient: Buffer;
  amount: string;
}

export interface IssuerEventTable extends TokenRow {
  ordinal: Generated<number>;
  kind: string;
  account: Buffer | null;
  amount: string | null;
}

export interface BridgeEventTable extends LedgerRow {
  bridge: string;
  contract: Buffer;
  kind: string;
  link_id: string | null;
  remote_domain: number | null;
  account: Buffer | null;
  remote_account: Buffer | null;
  token: Buffer | null;
  amount: string | null;
}

interface RefusedLogTable extends TokenRow {
  topics: Buffer[];
  data: Buffer;
  reason: string;
}

interface CoverageTable {
  chain_id: number;
  from_block: number;
  to_block: number;
  endpoint: string;
  level: string;
  proven_block_count: Generated<number>;
  transfer_count: number;
  refused_count: number;
  read_at: Generated<Date>;
  filter: Buffer | null;
  listed_endpoint: string | null;
  listed_digest: Buffer | null;
  listed_shortfall: string | null;
  shortfall: string | null;
}

interface BackfillTable {
  chain_id: number;
  from_block: number;
  to_block: number;
  created_at: Generated<Date>;
  finished_at: Date | null;
  id: Generated<string>;
  reason: string | null;
  asked_by: string | null;
  is_cancelled: Generated<boolean>;
}

interface RewindTable {
  chain_id: number;
  seq: number;
  fork_block: number;
  cause: string;
  created_at: Generated<Date>;
}

interface DisagreementTable {
  chain_id: number;
  endpoint: string;
  block_number: number;
  kind: string;
  detail: unknown;
  created_at: Generated<Date>;
}

interface RateListTable {
  id: string;
  created_at: Generated<Date>;
}

interface RateListVersionTable {
  list_id: string;
  seq: number;
  rate_count: number;
  source: string;
  created_at: Generated<Date>;
}

interface RateTable {
  list_id: string;
  currency: string;
  day: Date;
  first_seq: number;
  ended_seq: number | null;
  per_eur: string;
}

export interface LaneTable {
  chain_id: number;
  start_block: number;
  head_position: number;
  head_hash: Buffer | null;
  final_position: number;
  checkpoint_position: number;
  depth_position: number;
  rewind_seq: Generated<number>;
  generation: Generated<number>;
  stopped_reason: string | null;
  stopped_fork: number | null;
}

interface EpochTable {
  chain_id: number;
  seq: number;
  from_block: number;
  inputs: unknown;
  generation: number;
  created_at: Generated<Date>;
}

export interface AlertTable extends ReviewColumns {
  id: Buffer;
  chain_id: number;
  heuristic: string;
  heuristic_version: number;
  subject: Buffer;
  severity: string;
  exposure: string;
  score: number;
  revision: Buffer;
  evidence_count: number;
  first_block: number;
  last_block: number;
  first_time: Date;
  last_time: Date;
  state: string;
  state_seq: number;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  group_id: Generated<Buffer | null>;
  rank: Generated<number | null>;
  group_rank: Generated<number | null>;
  group_size: Generated<number | null>;
  worth: Generated<unknown>;
  worth_usd_micros: Generated<string>;
}

export interface EvidenceTable {
  alert_id: Buffer;
  ordinal: number;
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
  heuristic_version: number;
  severity: string;
  exposure: string;
  score: number;
  reasons: unknown;
  supporting: Generated<unknown>;
  revision: Buffer;
  is_final: Generated<boolean>;
  payments: Generated<number[]>;
}

interface EventTable {
  id: Buffer;
  position: GeneratedAlways<number>;
  alert_id: Buffer;
  kind: string;
  revision: Buffer;
  state_seq: number;
  payload: unknown;
  created_at: Generated<Date>;
}

interface SucceedsTable {
  predecessor_id: Buffer;
  alert_id: Buffer;
  generation: number;
}

interface WithheldTable {
  chain_id: number;
  heuristic: string;
  heuristic_version: number;
  cause: string;
  count: number;
  cut_count: Generated<number>;
}

interface ScreeningGapTable {
  chain_id: number;
  heuristic: string;
  heuristic_version: number;
  block_number: number;
  log_index: number;
  tx_hash: Buffer;
  reason: string;
  created_at: Generated<Date>;
}

interface ProfileTable {
  chain_id: number;
  address: Buffer;
  state: Buffer;
  exposure: Buffer | null;
  shared_exposure: Buffer | null;
  pairs: Buffer | null;
}

interface CutTable {
  chain_id: number;
  block: number;
  block_time: Date;
  start_time: Date | null;
  cut_at: Date;
}
