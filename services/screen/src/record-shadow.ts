import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import type { Firing, Judged } from "@redflag/domain/judge-depth";
import type { Executor } from "@redflag/store/database";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { insertShadowBlocks, type ShadowBlock } from "@redflag/store/shadow-finding";

/** Findings kept of one block for each rule that is tried; beyond them they are counted only. Ours [E]. */
const KEPT_PER_BLOCK_MAX = 10;

/**
 * Records what rules said that are tried only, and how often one failed: by blocks, so that it is the same however the lane is
 * cut into stretches. No alert, event or gap of the lane knows of it.
 * @param saidUpTo up to here it is recorded already
 */
export async function recordShadow(
  tx: Executor,
  chain: Chain,
  { inputs }: Epoch,
  saidUpTo: number,
  { firings, gaps }: Judged,
): Promise<void> {
  const newFirings = firings.filter(({ block }) => block.number > saidUpTo);
  const newGaps = gaps.filter(({ transfer }) => transfer.blockNumber > saidUpTo);
  if (newFirings.length === 0 && newGaps.length === 0) return;
  const numbers = new Set([...newFirings, ...newGaps].map(({ transfer }) => transfer.blockNumber));
  const times = new Map((await listBlocksIn(tx, chain.id, [...numbers])).map(({ number, time }) => [number, time]));
  const found = Map.groupBy(newFirings, ({ heuristic, transfer }) => `${heuristic}/${transfer.blockNumber}`);
  const failed = Map.groupBy(newGaps, ({ heuristic, transfer }) => `${heuristic}/${transfer.blockNumber}`);
  const blocks: ShadowBlock[] = [];
  for (const { id, version, params, setting } of inputs.shadow ?? []) {
    for (const [blockNumber, blockTime] of times) {
      const own = found.get(`${id}/${blockNumber}`) ?? [];
      const missing = failed.get(`${id}/${blockNumber}`) ?? [];
      if (own.length === 0 && missing.length === 0) continue;
      blocks.push({
        heuristic: id,
        heuristicVersion: version,
        params,
        settingSeq: setting,
        blockNumber,
        blockTime,
        findingCount: own.length,
        gapCount: missing.length,
        ...(missing[0] !== undefined && { gapReason: missing[0].reason }),
        kept: own.slice(0, KEPT_PER_BLOCK_MAX).map(keptOf),
      });
    }
  }
  await insertShadowBlocks(tx, chain.id, blocks);
}

function keptOf({ transfer, subject, severity, score, reasons: [reason] }: Firing) {
  const { logIndex, txHash } = transfer;
  return { logIndex, txHash, subject, severity, score, text: reason?.text ?? "", figures: reason?.figures ?? [] };
}
