import { bloomOf } from "@redflag/chain/bloom";
import { hashHeader } from "@redflag/chain/header-hash";
import { parseBlock } from "@redflag/chain/parse-block";
import type { Address } from "@redflag/domain/address";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { DrawnTransfer } from "./draw-block.ts";

export interface BuiltBlock {
  hash: Hash;
  /** The result of `eth_getBlockByNumber`, as JSON. */
  header: string;
  /** What `eth_getLogs` lists of it, as JSON, without the brackets. */
  logs: string;
}

const ZERO_HASH: Hash = `0x${"0".repeat(64)}`;
/** Roots are taken on trust by everything short of a proof, and proofs are not what is measured. */
const SOME_ROOT: Hash = `0x${"5a".repeat(32)}`;

/**
 * A block whose hash and bloom are right.
 * @param time unix seconds
 */
export function buildBlock(
  number: number,
  time: number,
  parentHash: Hash,
  transfers: readonly DrawnTransfer[],
): BuiltBlock {
  const marked = new Set<Hex>([TRANSFER_TOPIC]);
  for (const { token, sender, recipient } of transfers) {
    marked.add(token);
    marked.add(wordOf(sender));
    marked.add(wordOf(recipient));
  }
  const header = {
    number: quantity(number),
    hash: ZERO_HASH,
    parentHash,
    timestamp: quantity(time),
    sha3Uncles: SOME_ROOT,
    miner: transfers[0]?.token ?? "0x",
    stateRoot: SOME_ROOT,
    transactionsRoot: SOME_ROOT,
    receiptsRoot: SOME_ROOT,
    logsBloom: bloomOf(marked),
    difficulty: "0x0",
    gasLimit: "0x2aea540",
    gasUsed: quantity(60_000 * transfers.length),
    extraData: "0x",
    mixHash: SOME_ROOT,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x3b9aca00",
    withdrawalsRoot: SOME_ROOT,
    blobGasUsed: "0x0",
    excessBlobGas: "0x0",
    parentBeaconBlockRoot: SOME_ROOT,
    size: "0x4e20",
    transactions: [...new Set(transfers.map(({ txHash }) => txHash))],
    uncles: [],
  };
  const hash = hashHeader(parseBlock(header, "bench"));
  const place = { number: header.number, hash, time: header.timestamp };
  return {
    hash,
    header: JSON.stringify({ ...header, hash }),
    logs: transfers.map((transfer) => logText(transfer, place)).join(","),
  };
}

/** Members in the order in which geth writes them. */
function logText(transfer: DrawnTransfer, block: { number: string; hash: Hash; time: string }): string {
  const { token, sender, recipient, amount, txHash, transactionIndex, logIndex } = transfer;
  return JSON.stringify({
    address: token,
    topics: [TRANSFER_TOPIC, wordOf(sender), wordOf(recipient)],
    data: `0x${amount.toString(16).padStart(64, "0")}`,
    blockNumber: block.number,
    transactionHash: txHash,
    transactionIndex: quantity(transactionIndex),
    blockHash: block.hash,
    blockTimestamp: block.time,
    logIndex: quantity(logIndex),
    removed: false,
  });
}

function wordOf(address: Address): Hash {
  return `0x${address.slice(2).padStart(64, "0")}`;
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
