import type { CheckedRange } from "@redflag/chain/source";
import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { restoreCoverage } from "@redflag/store/coverage-restore";
import { listBlocks } from "@redflag/store/ledger-read";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { proveStoredBlock } from "./prove-stored-block.ts";
import { checkedBlock, holdsAsChecked, isSameContent, isSameHeader, logsOf, readStoredLogs } from "./stored-logs.ts";

/**
 * Covers blocks of from..to that the ledger holds without coverage, once an answer says the same of each of them. Where it says
 * something else the block is proven, and mended if need be: nobody vouches for what is stored, but one answer does not refute it.
 * @throws Problem as the chain source and `proveStoredBlock` do, `proof_unavailable` included; `answer_inconsistent` where the
 *   answer is not what was proven; `ledger_moved`. Nothing is covered then
 */
export async function coverStored(deps: IngestDeps, span: BlockSpan, signal?: AbortSignal): Promise<void> {
  const { db, chain, logger, source } = deps;
  const filter = logFilterFor(chain.name);
  for (const { from, to } of await listMissingRanges(db.kysely, chain.id, span.from, span.to)) {
    const range = await source.getRange(from, to, filter, signal);
    const { blocks, endpoint, level } = range;
    const logs = decodeRange(chain, range.logs);
    await settleDifferences(deps, range, logs, signal);
    const checked = blocks.map((block) => checkedBlock(block, logsOf(logs, block.number)));
    const given = { ...logs, blocks, endpoint, level, filter: logFilterDigest(filter) };
    const isCovered = await restoreCoverage(db, chain, given, (tx) => holdsAsChecked(tx, chain, checked));
    if (!isCovered) throw new Problem("ledger_moved", `${chain.name} blocks ${from} to ${to} are others now`);
    logger.info({ msg: "covered blocks that were stored without coverage", chain: chain.name, from, to, endpoint });
  }
}

async function settleDifferences(
  deps: IngestDeps,
  { blocks, endpoint }: CheckedRange,
  logs: DecodedBlockLogs,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { db, chain, source } = deps;
  const [from, to] = [blocks[0]?.number ?? 0, blocks.at(-1)?.number ?? -1];
  const held = new Map((await listBlocks(db.kysely, chain.id, from, to)).map((block) => [block.number, block]));
  const stored = await readStoredLogs(deps, from, to);
  for (const block of blocks) {
    const { number } = block;
    const same = held.get(number);
    if (same?.hash !== block.hash) throw new Problem("ledger_moved", `${chain.name} block ${number} is another now`);
    const given = logsOf(logs, number);
    if (isSameHeader(same, block) && isSameContent(logsOf(stored, number), given)) continue;
    const shown = await proveStoredBlock(deps, same, signal);
    if (shown.kind === "unavailable") throw shown.reason;
    if (shown.kind === "moved") throw new Problem("ledger_moved", `${chain.name} block ${number} is another now`);
    if (shown.kind === "final") {
      throw new Problem(
        "answer_inconsistent",
        `${chain.name} block ${number} is final, and what is stored of it is not what was proven`,
      );
    }
    if (isSameHeader(shown.checked.block, block) && shown.checked.content === checkedBlock(block, given).content)
      continue;
    source.distrust(endpoint);
    throw new Problem("answer_inconsistent", `${endpoint}: block ${number} was proven to be other than it says`);
  }
}
