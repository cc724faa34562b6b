import { toQuantity } from "@redflag/chain/block-call";
import { bloomOf } from "@redflag/chain/bloom";
import { ethereumReceipts } from "@redflag/chain/ethereum-receipts";
import { hashHeader } from "@redflag/chain/header-hash";
import { keccakHex } from "@redflag/chain/keccak";
import { parseBlock } from "@redflag/chain/parse-block";
import { parseReceipt } from "@redflag/chain/parse-receipt";
import { computeReceiptsRoot } from "@redflag/chain/receipts-root";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { WorldTransaction } from "./world-traffic.ts";

export interface WorldBlock {
  number: number;
  hash: Hash;
  parentHash: Hash;
  /** Unix seconds. */
  time: number;
  transactions: readonly WorldTransaction[];
  /** As JSON-RPC gives it: header hash, roots and blooms are right. */
  raw: RawBlock;
}

export interface BlockPlan {
  number: number;
  parentHash: Hash;
  time: number;
  transactions: readonly WorldTransaction[];
  /** Makes blocks with the same transactions on two branches differ. */
  salt: string;
}

export function hashText(text: string): Hash {
  return keccakHex(Buffer.from(text));
}

const ZERO_HASH: Hash = `0x${"0".repeat(64)}`;
const FIXED = {
  sha3Uncles: hashText("uncles"),
  miner: "0x00000000000000000000000000000000000000bb",
  difficulty: "0x0",
  gasLimit: "0x1c9c380",
  extraData: "0x",
  mixHash: ZERO_HASH,
  nonce: "0x0000000000000000",
  baseFeePerGas: "0x7",
  withdrawalsRoot: hashText("withdrawals"),
  size: "0x220",
};

export async function buildBlock(plan: BlockPlan): Promise<WorldBlock> {
  const { number, parentHash, time, transactions, salt } = plan;
  const blockNumber = toQuantity(number);
  const items: Hex[] = [];
  let logIndex = 0;
  const receiptsAt = (blockHash: Hash) => {
    logIndex = 0;
    return transactions.map((transaction, i) => {
      const place = { transactionHash: transaction.hash, transactionIndex: toQuantity(i), blockNumber, blockHash };
      const logs = transaction.logs.map(({ address, topics, data }) => {
        return { ...place, address, topics, data, logIndex: toQuantity(logIndex++), removed: false };
      });
      const marked = logs.flatMap(({ address, topics }) => [address, ...topics]);
      items.push(...marked);
      const cumulativeGasUsed = toQuantity(50_000 * (i + 1));
      return { ...place, type: toQuantity(i % 3), status: "0x1", cumulativeGasUsed, logsBloom: bloomOf(marked), logs };
    });
  };
  const unplaced = receiptsAt(ZERO_HASH).map((receipt) => parseReceipt(receipt, "simulated receipt", ethereumReceipts));
  const header = {
    ...FIXED,
    number: blockNumber,
    hash: ZERO_HASH,
    parentHash,
    timestamp: toQuantity(time),
    stateRoot: hashText(`${salt} state ${number}`),
    transactionsRoot: hashText(`${salt} transactions ${number}`),
    receiptsRoot: computeReceiptsRoot(unplaced),
    logsBloom: bloomOf(items),
    gasUsed: toQuantity(50_000 * transactions.length),
    transactions: transactions.map(({ hash }) => hash),
  };
  const hash = hashHeader(parseBlock(header, "simulated block"));
  return {
    number,
    hash,
    parentHash,
    time,
    transactions,
    raw: { block: { ...header, hash }, receipts: receiptsAt(hash) },
  };
}
