import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import type { Finding } from "@redflag/domain/finding";
import type { TransferPlace } from "@redflag/domain/heuristic";
import { type DepthInputs, type DepthOutcome, type Firing, foldAndJudge } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { decodeProfile, encodeProfile } from "@redflag/domain/profile-codec";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { findBlock, listBlocks } from "@redflag/store/ledger-read";
import { listProfiles, upsertProfiles } from "@redflag/store/profile";
import { listTransfers, listTransfersAt } from "@redflag/store/transfer-read";
import { armOrThrow } from "./arm.ts";
import type { InputCache } from "./input-cache.ts";

export interface FoldedStretch extends Omit<DepthOutcome, "firings"> {
  findings: Finding[];
}

export interface Stretch {
  from: number;
  to: number;
  /** The one that holds for all of from..to. */
  epoch: Epoch;
  /** Findings up to here are committed: they would come out the same, and are left out. */
  saidUpTo: number;
}

/** Folds final blocks from..to into the stored profiles and judges them, all within the caller's transaction. */
export async function foldStretch(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  { from, to, epoch, saidUpTo }: Stretch,
): Promise<FoldedStretch> {
  const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
  const transfers = await listTransfers(tx, chain.id, from, to);
  const addresses = [...new Set(transfers.flatMap(({ sender, recipient }) => [sender, recipient]))];
  const profiles = new Map<Address, Profile>();
  for (const [address, bytes] of await listProfiles(tx, chain.id, addresses)) {
    profiles.set(address, decodeProfile(bytes));
  }
  const depthInputs = await depthInputsAt(tx, inputs, chain, lane, epoch);
  const { firings, withheld, gaps } = foldAndJudge(depthInputs, blocks, transfers, profiles);
  await upsertProfiles(tx, chain.id, new Map([...profiles].map(([address, p]) => [address, encodeProfile(p)])));
  const unsaid = firings.filter(({ block }) => block.number > saidUpTo);
  return { findings: await withSupporting(tx, chain, unsaid), withheld, gaps };
}

/** What rules with a memory are given in this epoch. */
export async function depthInputsAt(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  epoch: Epoch,
): Promise<DepthInputs> {
  const first = await findBlock(db, chain.id, lane.startBlock);
  assert(first !== undefined, "the ledger holds a screened lane's first block");
  return {
    chain,
    matcher: await inputs.matcherFor(db, epoch.inputs),
    rates: await inputs.ratesFor(db, epoch.inputs),
    heuristics: armOrThrow(epoch.inputs).depth,
    startTime: first.time,
  };
}

/** Copies the transfers that the firings name out of the ledger. */
async function withSupporting(tx: Executor, chain: Chain, firings: readonly Firing[]): Promise<Finding[]> {
  const places = new Map(firings.flatMap(({ supporting }) => supporting).map((place) => [keyOf(place), place]));
  const found = new Map(
    (await listTransfersAt(tx, chain.id, [...places.values()])).map((row) => [keyOf(row.transfer), row]),
  );
  return firings.map((firing) => ({
    ...firing,
    supporting: firing.supporting.map((place) => {
      const row = found.get(keyOf(place));
      assert(row !== undefined, `the ledger holds the transfer at ${keyOf(place)} that a profile remembers`);
      return row;
    }),
  }));
}

function keyOf({ blockNumber, logIndex }: TransferPlace): string {
  return `${blockNumber}/${logIndex}`;
}
