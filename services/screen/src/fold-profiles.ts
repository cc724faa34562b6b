import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { toMicros } from "@redflag/domain/money";
import { emptyProfile, foldTransfer, type Profile } from "@redflag/domain/profile";
import { decodeProfile, encodeProfile } from "@redflag/domain/profile-codec";
import { findToken } from "@redflag/domain/token-registry";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { Database } from "@redflag/store/database";
import { findLaneForUpdate, updateLane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { listProfiles, upsertProfiles } from "@redflag/store/profile";
import { inTransaction } from "@redflag/store/transaction";
import { listTransfers } from "@redflag/store/transfer-read";

/** Blocks folded into profiles by one transaction at most. */
const BLOCKS_PER_CHECKPOINT_MAX = 1_000;

/**
 * Folds final transfers into the profiles of the addresses they touched, and moves the checkpoint: profiles and
 * checkpoint are one commit, so that a restart folds again from exactly there. Returns how many blocks it folded.
 */
export async function foldProfiles(db: Database, chain: Chain): Promise<number> {
  return inTransaction(db, async (tx) => {
    const lane = await findLaneForUpdate(tx, chain.id);
    if (lane === undefined || lane.stopped !== undefined || lane.checkpointPosition >= lane.finalPosition) return 0;
    const from = lane.checkpointPosition + 1;
    const to = Math.min(lane.finalPosition, lane.checkpointPosition + BLOCKS_PER_CHECKPOINT_MAX);
    const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
    const transfers = await listTransfers(tx, chain.id, from, to);

    const addresses = new Set(transfers.flatMap((transfer) => [transfer.sender, transfer.recipient]));
    const stored = await listProfiles(tx, chain.id, [...addresses]);
    const profiles = new Map<Address, Profile>();
    for (const address of addresses) {
      const bytes = stored.get(address);
      profiles.set(address, bytes === undefined ? emptyProfile() : decodeProfile(bytes));
    }
    for (const transfer of transfers) foldInto(profiles, chain, transfer, blocks.get(transfer.blockNumber));

    await upsertProfiles(tx, chain.id, new Map([...profiles].map(([address, p]) => [address, encodeProfile(p)])));
    await updateLane(tx, { ...lane, checkpointPosition: to });
    return to - from + 1;
  });
}

function foldInto(profiles: Map<Address, Profile>, chain: Chain, transfer: Transfer, block: Block | undefined): void {
  const known = findToken(chain.name, transfer.token);
  assert(known !== undefined && block !== undefined, "a stored transfer has its token and its block");
  const flow = {
    amountMicros: toMicros(transfer.amount, known.contract.decimals),
    peg: known.token.peg,
    time: block.time,
  };
  const sides = [
    { address: transfer.sender, direction: "out", counterparty: transfer.recipient },
    { address: transfer.recipient, direction: "in", counterparty: transfer.sender },
  ] as const;
  for (const { address, direction, counterparty } of sides) {
    const profile = profiles.get(address);
    assert(profile !== undefined, "the profile of a touched address is at hand");
    profiles.set(address, foldTransfer(profile, { ...flow, direction, counterparty }));
  }
}
