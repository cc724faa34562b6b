import type { Hash } from "../hex.ts";
import type { Transfer } from "../transfer.ts";
import { ADDRESS_BYTES, ByteReader } from "../varint.ts";
import { AddressNumbers } from "./address-numbers.ts";
import { type PackedTransfers, viewOf } from "./packed-transfers.ts";

const HASH_BYTES = 32;

/** One by one, in their order. Whoever occurs many times, and a transaction's hash, is one text: what is kept is less, and compared sooner. */
export function unpackTransfers(packed: PackedTransfers): Transfer[] {
  const { count, blockNumbers, logIndexes, txOrdinals, txHashes, tokens, senders, recipients, amounts } = packed;
  const [blocks, logs, ordinals] = [viewOf(blockNumbers), viewOf(logIndexes), viewOf(txOrdinals)];
  const numbers = new AddressNumbers();
  const addressAt = (bytes: Uint8Array, at: number) => numbers.textOf(numbers.of(bytes, at * ADDRESS_BYTES));
  const transfers: Transfer[] = [];
  let txHash: Hash = "0x";
  for (let at = 0; at < count; at++) {
    if (at === 0 || !isHashOfBefore(txHashes, at)) txHash = hashAt(txHashes, at);
    transfers.push({
      blockNumber: blocks.getUint32(at * 8) * 2 ** 32 + blocks.getUint32(at * 8 + 4),
      logIndex: logs.getUint32(at * 4),
      txHash,
      txOrdinal: ordinals.getUint32(at * 4),
      token: addressAt(tokens, at),
      sender: addressAt(senders, at),
      recipient: addressAt(recipients, at),
      amount: BigInt(amounts[at] as string),
    });
  }
  return transfers;
}

function isHashOfBefore(txHashes: Uint8Array, at: number): boolean {
  const begin = at * HASH_BYTES;
  for (let byte = begin; byte < begin + HASH_BYTES; byte++) {
    if (txHashes[byte] !== txHashes[byte - HASH_BYTES]) return false;
  }
  return true;
}

function hashAt(txHashes: Uint8Array, at: number): Hash {
  return new ByteReader(txHashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)).hex(HASH_BYTES);
}
