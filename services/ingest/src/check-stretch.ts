import type { VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { traceStep } from "@redflag/runtime/tracing/trace-step";
import type { BlockSpan } from "@redflag/store/block-span";
import { noteCoverage } from "@redflag/store/coverage-note";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findBlock } from "@redflag/store/ledger-read";
import type { IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { PROVE_EVERY_BLOCKS_MAX, proveRange } from "./prove-range.ts";

/** Whether a payment can be missing from such a stretch although it is checked: a sample was proven, or no more than blooms asked. */
export function isCheckedInPart(policy: VerifyPolicy, { from, to }: BlockSpan): boolean {
  return policy === "header" || policy === "bloom" || (policy === "proof" && to - from + 1 > PROVE_EVERY_BLOCKS_MAX);
}

/**
 * Checks a committed stretch as the policy asks (`proveRange`), and where that cannot be done says in coverage why. What
 * no endpoint can prove is no failure: the stretch stays below what the policy asks for, and not final.
 * @returns that reason, undefined where all was checked or the ledger moved on
 * @throws Problem as `proveRange` does, `proof_unavailable` excepted
 */
export function checkStretch(
  deps: IngestDeps,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  return traceStep("check", async (_, tell) => {
    tell({ blocks: { chain: deps.chain.caip2, from, to } });
    const shortfall = await checkUntraced(deps, from, to, signal);
    tell({ facts: { outcome: shortfall === undefined ? "checked" : "short" } });
    return shortfall;
  });
}

async function checkUntraced(
  deps: IngestDeps,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { policy } = deps;
  let checked = 0;
  try {
    checked = await proveRange(deps, from, to, signal);
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === "fatal") throw error;
    const codes = failuresOf(error).map(({ code }) => code);
    const isLasting = codes.every((code) => code === "proof_unavailable");
    // Under `proof`, logs that differ are what was compared because no proof reaches it: nobody could say who is right.
    const isShort = policy === "peers" || codes.includes("proof_unavailable") || error.code === "answer_incomplete";
    if (isShort) await noteShortfall(deps, { from, to }, error.detail);
    if (!isLasting) throw error;
    return error.detail;
  }
  if (policy !== "peers" || checked > 0) return undefined;
  return (await noteShortfall(deps, { from, to }, UNCONFIRMED)) ? UNCONFIRMED : undefined;
}

const UNCONFIRMED = "no other endpoint has confirmed it";

/** Each endpoint's own: where several failed, one Problem stands for all. */
function failuresOf(problem: Problem): readonly Problem[] {
  return Array.isArray(problem.cause) ? (problem.cause as Problem[]) : [problem];
}

/** On what is still not checked as the policy asks. @returns whether there is anything */
async function noteShortfall(deps: IngestDeps, span: BlockSpan, shortfall: string): Promise<boolean> {
  const { db, chain, policy, logger } = deps;
  const rows = await listUnprovenCoverage(db.kysely, chain.id, span, undefined, levelsSought(policy));
  for (const row of rows) {
    if (row.shortfall === shortfall) continue;
    const [from, to] = [Math.max(span.from, row.fromBlock), Math.min(span.to, row.toBlock)];
    const last = await findBlock(db.kysely, chain.id, to);
    if (last === undefined) continue;
    await noteCoverage(db, chain, { fromBlock: from, last, shortfall });
    logger.warn({ msg: "a stretch could not be checked as the policy asks", chain: chain.name, from, to, shortfall });
  }
  return rows.length > 0;
}
