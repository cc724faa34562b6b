import type { ColumnType, Generated } from "kysely";

/** Watchlists, what people change of them, and what a gate held back. */
export interface ListTables {
  list: ListTable;
  list_version: ListVersionTable;
  list_bucket: ListBucketTable;
  list_entry: ListEntryTable;
  list_proposal: ListProposalTable;
  list_decision: ListDecisionTable;
  list_proposal_part: ListProposalPartTable;
  list_held_version: ListHeldVersionTable;
  list_held_part: ListHeldPartTable;
  list_source: ListSourceTable;
  shared_version: SharedVersionTable;
  shared_entry: SharedEntryTable;
}

interface ListTable {
  id: string;
  title: string;
  authority: string;
  url: string | null;
  created_at: Generated<Date>;
  gates: Generated<unknown>;
}

interface ListVersionTable {
  list_id: string;
  seq: number;
  digest: Buffer;
  digest_kind: Generated<number>;
  entry_count: number;
  source: string;
  created_at: Generated<Date>;
  proposal_id: Generated<string | null>;
  /** JSON: what became of every row of the file. */
  account: ColumnType<unknown, string | null | undefined, string>;
}

interface ListBucketTable {
  list_id: string;
  bucket: number;
  digest: Buffer;
}

export interface ListEntryTable extends EntryWords {
  first_seq: number;
  ended_seq: number | null;
  /** An entry has both of these, or venue and account. */
  family: string | null;
  address: Buffer | null;
  venue: Generated<string | null>;
  account: Generated<string | null>;
}

/** What an entry of an address says, whichever versions hold it. */
export interface SharedEntryTable extends EntryWords {
  family: string;
  address: Buffer;
}

/** What an entry says, whomever it is about. */
export interface EntryWords {
  list_id: string;
  entry_id: Buffer;
  category: string;
  severity: string;
  authority: string;
  programme: string | null;
  reference: string | null;
  document_url: string | null;
  confidence: number;
  valid_from: Date | null;
  valid_to: Date | null;
  sharing: string;
  entity: string | null;
  jurisdictions: string[];
}

interface SharedVersionTable {
  list_id: string;
  seq: number;
  list_seq: number;
  entry_count: number;
  created_at: Date;
  ended_at: Date | null;
}

interface ListProposalTable {
  id: string;
  list_id: string;
  kind: string;
  contents: unknown;
  reason: string;
  author: string;
  author_name: string;
  /** A trigger sets it. */
  author_person: Generated<string>;
  is_emergency: Generated<boolean>;
  created_at: Generated<Date>;
}

interface ListProposalPartTable {
  proposal_id: string;
  ordinal: number;
  added: unknown;
  removed: Buffer[];
}

interface ListDecisionTable {
  proposal_id: string;
  verdict: string;
  reason: string;
  /** A trigger sets these three. */
  author: Generated<string>;
  author_person: Generated<string>;
  decided_by_person: Generated<string>;
  decided_by: string;
  decided_by_name: string;
  decided_at: Generated<Date>;
}

interface ListHeldVersionTable {
  id: Generated<string>;
  list_id: string;
  base_seq: number;
  digest: Buffer;
  entry_count: number;
  added_count: number;
  removed_count: number;
  source: string;
  failures: unknown;
  created_at: Generated<Date>;
  cleared_at: Date | null;
  cleared_by: string | null;
}

interface ListHeldPartTable {
  held_id: string;
  ordinal: number;
  added: unknown;
  removed: Buffer[];
}

interface ListSourceTable {
  list_id: string;
  format: string;
  urls: unknown;
  defaults: unknown;
  every_seconds: number;
  bytes_max: number;
  next_attempt_at: Generated<Date>;
  attempted_at: Date | null;
  succeeded_at: Date | null;
  validators: unknown;
  body_sha256: Buffer | null;
  failure_count: Generated<number>;
  failed_at: Date | null;
  failure_code: string | null;
  failure: string | null;
}
