import type { Generated } from "kysely";

/** What shows that evidence is of the chain, and what is still to be kept. */
export interface ProofTables {
  kept_proof: KeptProofTable;
  proof_wanted: ProofWantedTable;
}

interface KeptProofTable {
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  level: string;
  endpoint: string;
  fetched_at: Date;
  transactions: Buffer[];
  proof: Buffer;
}

interface ProofWantedTable {
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  tx_hash: Buffer;
  is_counted: boolean;
  tries: Generated<number>;
  try_after: Generated<Date>;
  problem: string | null;
}
