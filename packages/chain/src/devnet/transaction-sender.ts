import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { accountAddress } from "./accounts.ts";
import { readAddress, readHash, readQuantity } from "./node-answer.ts";
import type { LocalNode } from "./node-calls.ts";

/** An account of the node by its index, or any address: nobody's key is needed on this chain. */
export type Party = number | Address;

export interface Call {
  from: Party;
  /** Absent for a deployment. */
  to?: Address;
  data: Hex;
}

export interface TransactionSender {
  /**
   * Puts transactions in the mempool: a thousand in about half a second. Those of one sender keep their order; among
   * senders a block's order is the node's choice. The node signs for its own accounts and impersonates all others.
   * @returns the hashes, in the order of the calls
   */
  send(calls: readonly Call[]): Promise<Hash[]>;
}

/** Not estimated, so that a call bound to fail is mined all the same, as on a real chain. */
const GAS_FOR_CALL = 120_000n;
const GAS_FOR_DEPLOYMENT = 3_000_000n;
const IMPERSONATED_BALANCE_WEI = 10n ** 21n;

export function addressOf(party: Party): Address {
  return typeof party === "number" ? accountAddress(party) : party;
}

export function createTransactionSender(node: LocalNode): TransactionSender {
  /** Addresses that the node will send from; filled when one is first given as text. */
  const usable = new Set<Address>();

  async function allow(addresses: readonly Address[]): Promise<void> {
    if (addresses.every((address) => usable.has(address))) return;
    if (usable.size === 0) {
      const own = await node.call("eth_accounts");
      assert(Array.isArray(own));
      for (const address of own) usable.add(readAddress(address));
    }
    // Never its own accounts: impersonated transactions are unsigned, and no reorg can carry them over.
    for (const address of addresses.filter((each) => !usable.has(each))) {
      await node.call("anvil_impersonateAccount", address);
      await node.call("anvil_setBalance", address, hex(IMPERSONATED_BALANCE_WEI));
      usable.add(address);
    }
  }

  async function getNextNonces(addresses: readonly Address[]): Promise<Map<Address, bigint>> {
    const calls = addresses.map((address) => ({ method: "eth_getTransactionCount", params: [address, "pending"] }));
    const answers = await node.callMany(calls);
    return new Map(addresses.map((address, i) => [address, readQuantity(answers[i])]));
  }

  return {
    async send(calls) {
      await allow(calls.map(({ from }) => from).filter((from) => typeof from !== "number"));
      const senders = calls.map(({ from }) => addressOf(from));
      // The node works on a batch in no order, so each transaction states its own place.
      const nonces = await getNextNonces([...new Set(senders)]);
      const answers = await node.callMany(
        calls.map(({ to, data }, i) => {
          const from = senders[i] as Address;
          const nonce = nonces.get(from) as bigint;
          nonces.set(from, nonce + 1n);
          const gas = to === undefined ? GAS_FOR_DEPLOYMENT : GAS_FOR_CALL;
          const transaction = { from, data, gas: hex(gas), nonce: hex(nonce), ...(to !== undefined && { to }) };
          return { method: "eth_sendTransaction", params: [transaction] };
        }),
      );
      return answers.map(readHash);
    },
  };
}

function hex(quantity: bigint): string {
  return `0x${quantity.toString(16)}`;
}
