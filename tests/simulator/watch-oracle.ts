import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import { differences } from "./differences.ts";
import { storedTransfer } from "./ledger-invariants.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { Stored, StoredLane, StoredTransfer } from "./stored.ts";
import type { WorldBlock } from "./world-block.ts";

/** What somebody watches, from one change of all watches on and up to another. */
export interface StoredWatch {
  id: string;
  owner: string;
  address: Address;
  firstSeq: number;
  endedSeq: number | null;
}

/** From which block on a lane screened with which changes. */
export interface StoredWatchEpoch {
  seq: number;
  fromBlock: number;
  watchSeq: number;
}

export interface StoredWatchAlert extends StoredTransfer {
  watch: string;
  owner: string;
  blockHash: Hash;
  time: number;
  state: string;
}

/**
 * Alerts of private watches are exactly these, from the brief's words alone: every payment of a watched address in a block
 * that was screened with the watch, and before the first of these as far back as the lane looked when it began.
 */
export async function checkWatches(
  stored: Stored,
  lane: StoredLane,
  canonical: readonly WorldBlock[],
): Promise<string[]> {
  const [watches, epochs, pasts] = [await stored.watches(), await stored.watchEpochs(), await stored.watchPasts()];
  const cut = await stored.cut();
  const seqAt = (block: number) =>
    epochs.filter(({ fromBlock }) => fromBlock <= block).sort((a, b) => b.seq - a.seq)[0]?.watchSeq ?? 0;
  const expected: object[] = [];
  const violations: string[] = [];
  for (const watch of watches) {
    const isOver = (block: number) => watch.endedSeq !== null && seqAt(block) >= watch.endedSeq;
    const isBegun = (block: number) => seqAt(block) >= watch.firstSeq;
    const blocks = canonical.slice(lane.start, lane.head + 1);
    const past = pasts.find(({ id }) => id === watch.id);
    if (past === undefined) {
      if (blocks.some(({ number }) => isBegun(number) && !isOver(number))) violations.push(`${watch.id} has no past`);
      continue;
    }
    if (cut === -1 && lane.generation === 1 && past.fromBlock !== lane.start) {
      violations.push(`${watch.id} was looked back for from ${past.fromBlock}`);
    }
    for (const block of blocks) {
      if (isOver(block.number) || (!isBegun(block.number) && block.number < past.fromBlock)) continue;
      expected.push(...paymentsOf(watch, block, lane));
    }
  }
  const alerts = await stored.watchAlerts();
  const standing = alerts.filter(({ state }) => state !== "withdrawn");
  return [...violations, ...differences("alerts of watches", standing.sort(byText), expected.sort(byText))];
}

function paymentsOf({ id, owner, address }: StoredWatch, block: WorldBlock, lane: StoredLane): object[] {
  return expectedLogs(block)
    .transfers.filter(({ amount, sender, recipient }) => amount > 0n && (sender === address || recipient === address))
    .map((transfer) => ({
      ...{ watch: id, owner, ...storedTransfer(transfer), blockHash: block.hash, time: block.time },
      state: block.number <= lane.final ? "final" : "provisional",
    }));
}

function byText(a: object, b: object): number {
  return sortedText(a) < sortedText(b) ? -1 : 1;
}

function sortedText(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}
