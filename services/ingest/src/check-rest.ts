import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { askAgain, RETRIES_AT_FIRST } from "./ask-again.ts";
import { listUnchecked } from "./backfill-state.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { proveRange } from "./prove-range.ts";

/**
 * Checks what of a stored stretch is not checked yet, until one piece cannot be.
 * @returns what is left, and why where an endpoint said so; nothing is left when all is as the policy asks
 * @throws Problem that no later try will mend
 */
export async function checkRest(
  deps: IngestDeps,
  span: BlockSpan,
  signal?: AbortSignal,
): Promise<{ unchecked: BlockSpan[]; problem?: Problem }> {
  const { db, chain, policy } = deps;
  const list = () => listUnchecked(db.kysely, chain, policy, span);
  let unchecked = await list();
  while (unchecked.length > 0) {
    const problem = await checkAll(deps, unchecked, signal);
    if (problem !== undefined) return { unchecked: await list(), problem };
    const before = unchecked;
    unchecked = await list();
    // With nobody to compare with, nothing fails and nothing moves.
    if (unchecked[0]?.from === before[0]?.from) break;
  }
  return { unchecked };
}

async function checkAll(
  deps: IngestDeps,
  spans: readonly BlockSpan[],
  signal: AbortSignal | undefined,
): Promise<Problem | undefined> {
  for (const { from, to } of spans) {
    try {
      await askAgain(deps, () => proveRange(deps, from, to, signal), signal, RETRIES_AT_FIRST);
    } catch (error) {
      if (!(error instanceof Problem) || error.retry === "fatal") throw error;
      return error;
    }
  }
  return undefined;
}
