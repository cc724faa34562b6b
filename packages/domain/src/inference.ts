import { type Address, ZERO_ADDRESS } from "./address.ts";
import { AddressFilter } from "./address-filter.ts";
import {
  assessDeposit,
  cannotBeDeposit,
  type Deposit,
  type DepositParams,
  hasDepositAddresses,
} from "./deposit-address.ts";
import type { ListedEntry } from "./entry.ts";
import { isServiceAt } from "./fold-profiles.ts";
import type { Encounter, Party, TransferPlace } from "./heuristic.ts";

/** That an address is a deposit address of a known service, from one place of the chain on. Never changed but to end it. */
export interface Inference extends Deposit {
  address: Address;
  /** The last log of the transaction with whose payment it was inferred: it holds for later transactions. */
  from: TransferPlace;
}

/** An inference that something took the ground from. */
export interface EndedInference {
  inference: Inference;
  /** The last log of the transaction that did: it held for that one still. */
  until: TransferPlace;
}

/** An inference with its end, where it has one. */
export interface InferenceLife {
  inference: Inference;
  until?: TransferPlace;
}

/** What a stretch of the fold changed, in its order. */
export interface InferenceChanges {
  begun: Inference[];
  ended: EndedInference[];
}

/**
 * Which addresses are inferred to be deposit addresses, as the fold goes on. Part of the memory: it follows from the
 * final transfers and the epochs like the profiles, and stands as of the same block.
 */
export class Inferences {
  readonly #standing = new Map<Address, Inference>();
  readonly #mayStand = new AddressFilter();
  readonly changes: InferenceChanges = { begun: [], ended: [] };

  /** @param standing just before the stretch, at least those of the addresses that it touches */
  constructor(standing: Iterable<Inference> = []) {
    for (const inference of standing) this.#set(inference);
  }

  get standing(): Iterable<Inference> {
    return this.#standing.values();
  }

  /** Whether anything stands of this address, whatever lists say. */
  stands(address: Address): boolean {
    return this.#find(address) !== undefined;
  }

  /** Of a payee, when lists in force do not say more: undefined where they name it, or no longer name the service. */
  find(party: Party, time: number, entriesOf: (address: Address) => readonly ListedEntry[]): Inference | undefined {
    return inForce(this.#find(party.address), party, time, entriesOf);
  }

  /**
   * Takes in what a payment says of its sender, once the whole transaction is judged.
   * @param end the transaction's last log
   */
  note(encounter: Encounter, params: DepositParams, end: TransferPlace): void {
    const { address } = encounter.sender;
    if (address === ZERO_ADDRESS) return;
    const standing = this.#find(address);
    if (cannotBeDeposit(encounter, standing?.service)) return;
    const word = assessDeposit(encounter, params, standing?.service);
    if (word.kind === "unknown") return;
    if (word.kind === "deposit" && word.deposit.service === standing?.service) return;
    if (standing !== undefined) {
      this.#standing.delete(address);
      this.changes.ended.push({ inference: standing, until: end });
    }
    if (word.kind === "deposit") {
      const inference = { address, from: end, ...word.deposit };
      this.#set(inference);
      this.changes.begun.push(inference);
    }
  }

  /** Of nearly everybody, asked several times a payment, there is none. */
  #find(address: Address): Inference | undefined {
    return this.#mayStand.mayHave(address) ? this.#standing.get(address) : undefined;
  }

  #set(inference: Inference): void {
    this.#standing.set(inference.address, inference);
    this.#mayStand.add(inference.address);
  }
}

/** An inference about this party, unless a list says more of it, or says no more what the wallet is. */
export function inForce(
  inference: Inference | undefined,
  party: Party,
  time: number,
  entriesOf: (address: Address) => readonly ListedEntry[],
): Inference | undefined {
  if (inference === undefined || isServiceAt(party, time)) return undefined;
  return hasDepositAddresses(entriesOf(inference.service), time) ? inference : undefined;
}

/** Why it was inferred, without the wallet: the list that names that may not be for everybody who reads this. */
export function inferenceText({ forwardCount, sharePpm, firstTime, lastTime, confidence }: Deposit): string {
  const percent = Math.floor(sharePpm / 10_000);
  return (
    `inferred with ${confidence} % confidence to be a deposit address of a known service: it sent ${percent} % of what it ` +
    `had received on to one wallet of it, in ${forwardCount} blocks from ${dateText(firstTime)} to ${dateText(lastTime)}`
  );
}

function dateText(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}
