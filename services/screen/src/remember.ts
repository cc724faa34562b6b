import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { observe } from "@redflag/domain/finding";
import { foldIntoProfiles, movesMoney } from "@redflag/domain/fold-profiles";
import type { Encounter } from "@redflag/domain/heuristic";
import { type DepthInputs, encounterOf } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import type { Lane } from "@redflag/store/lane";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { streamTransfersOf } from "@redflag/store/transfer-read";
import { depthInputsAt } from "./fold-stretch.ts";
import type { InputCache } from "./input-cache.ts";

/** One payment that the address sent, with all that the rules with a memory were given when it was judged. */
export interface RememberedEncounter {
  transfer: Transfer;
  epoch: Epoch;
  encounter: Encounter;
  inputs: DepthInputs;
}

/**
 * Folds an address's own transfers again, from the lane's start up to a block, and stops at each that it sent: the memory
 * is then what it was when the lane judged it, because a profile depends on its own address's transfers alone.
 */
export async function* rememberSent(
  db: Executor,
  cache: InputCache,
  chain: Chain,
  lane: Lane,
  address: Address,
  upTo: number,
): AsyncGenerator<RememberedEncounter> {
  const epochs = await listEpochs(db, chain.id);
  const profiles = new Map<Address, Profile>();
  for await (const page of streamTransfersOf(db, chain.id, address, lane.startBlock, upTo)) {
    const numbers = [...new Set(page.map(({ blockNumber }) => blockNumber))];
    const blocks = new Map((await listBlocksIn(db, chain.id, numbers)).map((block) => [block.number, block]));
    for (const transfer of page) {
      const block = blocks.get(transfer.blockNumber);
      const epoch = epochAt(epochs, transfer.blockNumber);
      assert(block !== undefined && epoch !== undefined, "a screened transfer has its block and its epoch");
      const inputs = await depthInputsAt(db, cache, chain, lane, epoch);
      const observation = observe(chain, block, transfer, inputs.matcher);
      foldIntoProfiles(profiles, observation);
      if (transfer.sender !== address || !movesMoney(transfer)) continue;
      yield { transfer, epoch, encounter: encounterOf(inputs, observation, profiles), inputs };
    }
  }
}
