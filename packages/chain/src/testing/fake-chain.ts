import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { toQuantity } from "../block-call.ts";
import { bloomOf } from "../bloom.ts";
import { ethereumReceipts } from "../ethereum-receipts.ts";
import { hashHeader } from "../header-hash.ts";
import { keccakHex } from "../keccak.ts";
import { parseBlock } from "../parse-block.ts";
import { parseReceipt } from "../parse-receipt.ts";
import { computeReceiptsRoot } from "../receipts-root.ts";
import type { LogFilter } from "../source.ts";
import type { RawBlock } from "./real-block.ts";

export const FAKE_TOKEN: Address = "0x00000000000000000000000000000000000000aa";
const OTHER_CONTRACT: Address = "0x00000000000000000000000000000000000000bb";
const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const ZERO_HASH: Hash = `0x${"0".repeat(64)}`;

export const FAKE_FILTER: LogFilter = { addresses: [FAKE_TOKEN], topics0: [TRANSFER] };

/** What happens on a fake chain. */
export interface FakeTraffic {
  token: Address;
  transactionCount(number: number): number;
  /** Of each transaction; every second is of a contract that is no token. */
  logCount: number;
}

/** Every third block has no transaction. */
const FAKE_TRAFFIC: FakeTraffic = { token: FAKE_TOKEN, transactionCount: (number) => number % 3, logCount: 2 };

/**
 * A chain of blocks 0…length − 1 whose hashes, roots and blooms are right, in the shape of JSON-RPC.
 * @param fork from `fork.at` on, the blocks differ by `fork.salt`
 */
export async function buildFakeChain(
  length: number,
  fork = { at: length, salt: "" },
  traffic: FakeTraffic = FAKE_TRAFFIC,
): Promise<RawBlock[]> {
  const blocks: RawBlock[] = [];
  let parentHash = ZERO_HASH;
  for (let number = 0; number < length; number++) {
    const block = await buildBlock(number, parentHash, number >= fork.at ? fork.salt : "", traffic);
    parentHash = block.block.hash as Hash;
    blocks.push(block);
  }
  return blocks;
}

function hashText(text: string): Hash {
  return keccakHex(Buffer.from(text));
}

function partyTopic(text: string): Hash {
  return `0x${"0".repeat(24)}${hashText(text).slice(26)}`;
}

async function buildBlock(
  number: number,
  parentHash: Hash,
  salt: string,
  { token, logCount, ...traffic }: FakeTraffic,
): Promise<RawBlock> {
  const transactionCount = traffic.transactionCount(number);
  const blockNumber = toQuantity(number);
  const items: Hex[] = [];
  let logIndex = 0;
  const receipts = Array.from({ length: transactionCount }, (_, i) => {
    const transactionHash = hashText(`${salt} transaction ${number} ${i}`);
    const transactionIndex = toQuantity(i);
    const logs = Array.from({ length: logCount }, (_, k) => ({
      address: k % 2 === 0 ? token : OTHER_CONTRACT,
      topics: [TRANSFER, partyTopic(`${salt} sender ${number}`), partyTopic(`recipient ${i} ${k}`)],
      data: `0x${(number * 1000 + i).toString(16).padStart(64, "0")}`,
      blockNumber,
      transactionHash,
      transactionIndex,
      logIndex: toQuantity(logIndex++),
      removed: false,
    }));
    const marked = logs.flatMap(({ address, topics }) => [address, ...topics]);
    items.push(...marked);
    const cumulativeGasUsed = toQuantity(50_000 * (i + 1));
    const type = toQuantity(i % 3);
    const place = { transactionHash, transactionIndex, blockNumber };
    return { ...place, type, status: "0x1", cumulativeGasUsed, logsBloom: bloomOf(marked), logs };
  });
  const placed = receipts.map((receipt) => ({
    ...receipt,
    blockHash: ZERO_HASH,
    logs: withHash(receipt.logs, ZERO_HASH),
  }));
  const block = {
    number: blockNumber,
    hash: ZERO_HASH,
    parentHash,
    timestamp: toQuantity(1_700_000_000 + number * 12),
    sha3Uncles: hashText("uncles"),
    miner: OTHER_CONTRACT,
    stateRoot: hashText(`${salt} state ${number}`),
    transactionsRoot: hashText(`${salt} transactions ${number}`),
    receiptsRoot: computeReceiptsRoot(placed.map((receipt) => parseReceipt(receipt, "fake receipt", ethereumReceipts))),
    logsBloom: bloomOf(items),
    difficulty: "0x0",
    gasLimit: "0x1c9c380",
    gasUsed: toQuantity(50_000 * transactionCount),
    extraData: "0x",
    mixHash: ZERO_HASH,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x7",
    withdrawalsRoot: hashText("withdrawals"),
    size: "0x220",
    transactions: receipts.map(({ transactionHash }) => transactionHash),
  };
  const hash = hashHeader(parseBlock(block, "fake chain"));
  return {
    block: { ...block, hash },
    receipts: receipts.map((receipt) => ({ ...receipt, blockHash: hash, logs: withHash(receipt.logs, hash) })),
  };
}

function withHash<T>(logs: readonly T[], blockHash: Hash): Array<T & { blockHash: Hash }> {
  return logs.map((log) => ({ ...log, blockHash }));
}
