import type { Generated } from "kysely";

export interface AuditTables {
  audit_chain: AuditChainTable;
  audit_entry: AuditEntryTable;
  audit_checkpoint: AuditCheckpointTable;
}

interface AuditChainTable {
  id: string;
  one: Generated<boolean>;
}

interface AuditEntryTable {
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

interface AuditCheckpointTable {
  seq: number;
  hash: Buffer;
  at: Date;
  key_id: Buffer;
  signature: Buffer;
  left_at: Date | null;
}
