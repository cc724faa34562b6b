import { createMPT } from "@ethereumjs/mpt";
import type { Hash, Hex } from "@redflag/domain/hex";
import { concat, encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakBytes } from "./keccak.ts";
import { DEPOSIT_TYPE, type Receipt } from "./parse-receipt.ts";

const TYPES: ReadonlySet<number> = new Set([
  // Ethereum: legacy, access list, fee market, blob, set code.
  ...[0x00, 0x01, 0x02, 0x03, 0x04],
  // Arbitrum since Nitro: deposit, unsigned, contract, retry, submit retryable, internal. Encoded as Ethereum's.
  ...[0x64, 0x65, 0x66, 0x68, 0x69, 0x6a],
  DEPOSIT_TYPE,
]);

/** The first receipt type whose encoding we do not know, if any: it may hash fields that RPC does not give. */
export function findUnknownType(receipts: readonly Receipt[]): number | undefined {
  return receipts.find(({ type }) => !TYPES.has(type))?.type;
}

/** Root of the trie that maps each transaction's index to its receipt: what a header's receiptsRoot must be. */
export async function computeReceiptsRoot(receipts: readonly Receipt[]): Promise<Hash> {
  const trie = await createMPT({ useKeyHashingFunction: keccakBytes });
  for (const [i, receipt] of receipts.entries()) {
    await trie.put(getBytes(encodeRlp(toBeArray(i))), encodeReceipt(receipt));
  }
  return `0x${Buffer.from(trie.root()).toString("hex")}`;
}

function encodeReceipt({ type, outcome, cumulativeGasUsed, logsBloom, logs, deposit }: Receipt): Uint8Array {
  const first: Hex | Uint8Array = "root" in outcome ? outcome.root : toBeArray(outcome.status);
  const payload = encodeRlp([
    first,
    toBeArray(cumulativeGasUsed),
    logsBloom,
    logs.map(({ address, topics, data }) => [address, [...topics], data]),
    ...(deposit === undefined ? [] : [toBeArray(deposit.nonce), toBeArray(deposit.version)]),
  ]);
  // A legacy receipt has no type byte, and the bytes of zero are none.
  return getBytes(concat([toBeArray(type), payload]));
}
