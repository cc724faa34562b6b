import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { differences } from "./differences.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { Stored, StoredLane } from "./stored.ts";
import type { WorldBlock } from "./world-block.ts";

/**
 * The ledger is the canonical chain from the lane's start, or from above the cut, to its head; coverage tells of all that
 * was ever read.
 */
export async function checkLedger(
  stored: Stored,
  lane: StoredLane,
  canonical: readonly WorldBlock[],
  finalLevels: readonly string[],
): Promise<string[]> {
  const blocks = canonical.slice(Math.max(lane.start, (await stored.cut()) + 1));
  const meant = blocks.map(expectedLogs);
  return [
    ...differences(
      "blocks",
      await stored.blocks(),
      blocks.map(({ number, hash, parentHash, time }) => ({ number, hash, parentHash, time })),
    ),
    ...differences(
      "transfers",
      await stored.transfers(),
      meant.flatMap(({ transfers }) => transfers).map(storedTransfer),
    ),
    ...differences(
      "issuer events",
      await stored.issuerEvents(),
      meant
        .flatMap(({ issuerEvents }) => issuerEvents)
        .map(({ blockNumber, logIndex, txHash, token, kind, account, amount }) => ({
          ...{ block: blockNumber, logIndex, tx: txHash, token, kind },
          ...{ account: account ?? null, amount: amount?.toString() ?? null },
        })),
    ),
    ...differences("freezes", await stored.freezes(), canonical.slice(lane.start).flatMap(freezesOf)),
    ...differences(
      "refused logs",
      await stored.refusedLogs(),
      meant
        .flatMap(({ refusedLogs }) => refusedLogs)
        .map(({ blockNumber, logIndex, txHash, token }) => ({ block: blockNumber, logIndex, tx: txHash, token })),
    ),
    ...(await checkCoverage(stored, lane, canonical.slice(lane.start).map(expectedLogs), finalLevels)),
  ];
}

/** Also of blocks that retention has dropped: a freeze holds on. */
function freezesOf(block: WorldBlock) {
  return expectedLogs(block).issuerEvents.flatMap(({ blockNumber, logIndex, txHash, token, kind, account }) =>
    (kind === "freeze" || kind === "unfreeze") && account !== undefined
      ? [{ block: blockNumber, logIndex, tx: txHash, token, kind, account, time: block.time }]
      : [],
  );
}

export function storedTransfer(transfer: ReturnType<typeof expectedLogs>["transfers"][number]) {
  const { blockNumber, logIndex, txHash, txOrdinal, token, sender, recipient, amount } = transfer;
  const place = { block: blockNumber, logIndex, tx: txHash, token };
  return { ...place, ordinal: txOrdinal, sender, recipient, amount: amount.toString() };
}

/** Contiguous from the lane's start to its head, never overlapping, with the right counts. */
async function checkCoverage(
  stored: Stored,
  lane: StoredLane,
  meant: ReadonlyArray<ReturnType<typeof expectedLogs>>,
  finalLevels: readonly string[],
): Promise<string[]> {
  const violations: string[] = [];
  const filter = logFilterDigest(logFilterFor("demo"));
  let next = lane.start;
  for (const row of await stored.coverage()) {
    const { from, to, proven, level } = row;
    if (from !== next) violations.push(`coverage: a row begins at ${from}, expected ${next}`);
    next = to + 1;
    const logs = meant.slice(from - lane.start, to + 1 - lane.start);
    const transfers = logs.reduce((sum, block) => sum + block.transfers.length, 0);
    const refused = logs.reduce((sum, block) => sum + block.refusedLogs.length, 0);
    if (row.transfers !== transfers || row.refused !== refused) {
      violations.push(
        `coverage ${from}..${to} counts ${row.transfers}+${row.refused} logs, there are ${transfers}+${refused}`,
      );
    }
    // Every process of a seed knows the same tokens.
    if (row.filter !== filter) violations.push(`coverage ${from}..${to} was asked with filter ${row.filter}`);
    if (proven > to - from + 1) violations.push(`coverage ${from}..${to}: ${proven} blocks proven`);
    if (from <= lane.final && !finalLevels.includes(level)) {
      violations.push(`coverage ${from}..${to} is ${level}, and blocks up to ${lane.final} are final`);
    }
  }
  if (next !== lane.head + 1) violations.push(`coverage ends at ${next - 1}, the lane stands at ${lane.head}`);
  return violations;
}
