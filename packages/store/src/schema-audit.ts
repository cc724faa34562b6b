import type { Generated } from "kysely";

export interface AuditChainTable {
  id: string;
  one: Generated<boolean>;
}

export interface AuditEntryTable {
  seq: number;
  hash: Buffer;
  previous_hash: Buffer;
  content: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  outcome: string;
  subject: string | null;
}

export interface AuditCheckpointTable {
  seq: number;
  hash: Buffer;
  at: Date;
  key_id: Buffer;
  signature: Buffer;
  left_at: Date | null;
}
