import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { askForListed } from "./ask-for-listed.ts";
import { listUnchecked } from "./backfill-state.ts";
import { checkStretch, isCheckedInPart } from "./check-stretch.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { readRange } from "./read-range.ts";

/**
 * One job of a backfill: reads what the ledger still lacks of blocks from..to, asks another endpoint for listed addresses
 * where no more than a sample will be looked at, and checks what is not checked as the policy asks. Derived from the tables,
 * so that a second run, at once or later, has nothing left to do.
 * @throws Problem as `readRange`, `askForListed` and `checkStretch` do; what was committed before stays
 */
export async function fillRange(deps: IngestDeps, span: BlockSpan, signal?: AbortSignal): Promise<void> {
  const { db, chain, policy } = deps;
  for (const { from, to } of await listMissingRanges(db.kysely, chain.id, span.from, span.to)) {
    await readRange(deps, from, to, signal);
  }
  // First: once a stretch is called proven it may become final, and what is final is not mended.
  if (isCheckedInPart(policy, span)) await askForListed(deps, span, signal);
  for (const { from, to } of await listUnchecked(db.kysely, chain, policy, span)) {
    await checkStretch(deps, from, to, signal);
  }
}
