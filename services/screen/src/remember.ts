import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { observe } from "@redflag/domain/finding";
import { inLedgerOrder } from "@redflag/domain/flow-window";
import { foldIntoProfiles, isPayment } from "@redflag/domain/fold-profiles";
import { FreezeBook } from "@redflag/domain/freeze-book";
import type { Encounter, Observation } from "@redflag/domain/heuristic";
import type { Inference, InferenceLife } from "@redflag/domain/inference";
import { type DepthInputs, encounterOf, foldInputsOf } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { decodeProfile } from "@redflag/domain/profile-codec";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { listFreezes } from "@redflag/store/freeze-read";
import { listInferencesOf } from "@redflag/store/inference";
import type { Lane } from "@redflag/store/lane";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { streamProfiles } from "@redflag/store/profile";
import { streamTransfersOf } from "@redflag/store/transfer-read";
import { depthInputsAt } from "./fold-stretch.ts";
import type { InputCache } from "./input-cache.ts";
import { findKeptPast } from "./kept-past.ts";

/** The last payment that the address sent in a transaction, with all that the rules with a memory were given when it was judged. */
export interface RememberedEncounter {
  transfer: Transfer;
  epoch: Epoch;
  encounter: Encounter;
  inputs: DepthInputs;
}

/** Transfers of one address that are folded again at most, some seconds' work: a hot wallet's would take minutes. */
export const FOLDED_AGAIN_MAX = 100_000;

/**
 * Folds an address's own transfers again, from the lane's start or the cut up to a block, and stops after each transaction in which
 * it paid somebody: the memory is then what it was when the lane judged the payment, because a profile depends on its own address's transfers alone. Ends with
 * `cut` where there are more than FOLDED_AGAIN_MAX.
 */
export async function* rememberSent(
  db: Executor,
  cache: InputCache,
  chain: Chain,
  lane: Lane,
  address: Address,
  upTo: number,
  foldedMax = FOLDED_AGAIN_MAX,
): AsyncGenerator<RememberedEncounter | "cut"> {
  const epochs = await listEpochs(db, lane);
  const profiles = new Map<Address, Profile>();
  // Of one epoch at a time: they are asked for in the epochs' order, and a matcher is large.
  let held: { epoch: Epoch; inputs: DepthInputs } | undefined;
  let folded = 0;
  let last: (Omit<RememberedEncounter, "encounter"> & { observation: Observation; inference?: Inference }) | undefined;
  const judged = ({
    transfer,
    observation,
    inputs,
    epoch,
    inference,
  }: NonNullable<typeof last>): RememberedEncounter => {
    return { transfer, epoch, encounter: encounterOf(inputs, observation, profiles, inference), inputs };
  };
  // A book of its own: the lane's is the lane's to grow. What is asked about is final, so no rewind touches it.
  const freezes = new FreezeBook();
  freezes.add(await listFreezes(db, chain.id, lane.startBlock, upTo));
  const { firstBlock } = await findKeptPast(db, lane, epochs);
  if (firstBlock > lane.startBlock) {
    for await (const page of streamProfiles(db, chain.id, [address], "cut_profile")) {
      for (const { state } of page) profiles.set(address, decodeProfile(state));
    }
  }
  for await (const page of streamTransfersOf(db, chain.id, address, firstBlock, upTo)) {
    const numbers = [...new Set(page.map(({ blockNumber }) => blockNumber))];
    const blocks = new Map((await listBlocksIn(db, chain.id, numbers)).map((block) => [block.number, block]));
    const lives = await inferencesAmong(db, chain, page);
    for (const transfer of page) {
      if (last !== undefined && last.transfer.txHash !== transfer.txHash) {
        yield judged(last);
        last = undefined;
      }
      const block = blocks.get(transfer.blockNumber);
      const epoch = epochAt(epochs, transfer.blockNumber);
      assert(block !== undefined && epoch !== undefined, "a screened transfer has its block and its epoch");
      if (folded++ === foldedMax) {
        yield "cut";
        return;
      }
      if (held?.epoch !== epoch) held = { epoch, inputs: await depthInputsAt(db, cache, chain, lane, epoch, freezes) };
      const { inputs } = held;
      const observation = observe(chain, block, transfer, inputs.matcher);
      foldIntoProfiles(profiles, observation, foldInputsOf(inputs));
      if (transfer.sender !== address || !isPayment(transfer)) continue;
      const inference = standingAt(lives.get(transfer.recipient) ?? [], transfer);
      last = { transfer, observation, inputs, epoch, ...(inference && { inference }) };
    }
  }
  if (last !== undefined) yield judged(last);
}

/** Of the page's payees, by address. */
async function inferencesAmong(db: Executor, chain: Chain, page: readonly Transfer[]) {
  const payees = [...new Set(page.map(({ recipient }) => recipient))];
  return Map.groupBy(await listInferencesOf(db, chain.id, payees), ({ inference }) => inference.address);
}

/** What the fold knew of the payee: it holds after the transaction that gave it, and for the one that ends it. */
function standingAt(lives: readonly InferenceLife[], transfer: Transfer): Inference | undefined {
  return lives.find(
    ({ inference, until }) =>
      inLedgerOrder(inference.from, transfer) < 0 && (until === undefined || inLedgerOrder(transfer, until) <= 0),
  )?.inference;
}
