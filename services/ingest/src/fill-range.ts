import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { listUnchecked } from "./backfill-state.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { proveRange } from "./prove-range.ts";
import { readRange } from "./read-range.ts";

/**
 * One job of a backfill: reads what the ledger still lacks of blocks from..to and checks what is not checked as the policy
 * asks. Derived from the tables, so that a second run, at once or later, has nothing left to do.
 * @throws Problem as `readRange` and `proveRange` do; what was committed before stays
 */
export async function fillRange(deps: IngestDeps, span: BlockSpan, signal?: AbortSignal): Promise<void> {
  const { db, chain, policy } = deps;
  for (const { from, to } of await listMissingRanges(db.kysely, chain.id, span.from, span.to)) {
    await readRange(deps, from, to, signal);
  }
  for (const { from, to } of await listUnchecked(db.kysely, chain, policy, span)) {
    await proveRange(deps, from, to, signal);
  }
}
