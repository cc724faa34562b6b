import { bloomOf } from "@redflag/chain/bloom";
import { codecOf } from "@redflag/chain/chain-codec";
import { hashHeader } from "@redflag/chain/header-hash";
import { parseBlock } from "@redflag/chain/parse-block";
import { parseReceipt } from "@redflag/chain/parse-receipt";
import { computeReceiptsRoot } from "@redflag/chain/receipts-root";
import type { Chain } from "@redflag/domain/chain";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { BlockPlan, BuiltBlock, DrawnLog } from "./block-plan.ts";

const SOME_ROOT: Hash = `0x${"5a".repeat(32)}`;
const SOMEBODY = `0x${"5a".repeat(20)}`;
const GAS_OF_TRANSACTION = 90_000;

/** A block whose hash, bloom and receipts root are right. */
export async function buildEvmBlock(chain: Chain, plan: BlockPlan): Promise<BuiltBlock> {
  const { number, time, parentHash, transactions } = plan;
  const codec = codecOf(chain);
  const receipts = receiptsOf(plan);
  const parsed = receipts.map((receipt) => parseReceipt(receipt, "bench", codec.receipts));
  const header = {
    number: quantity(number),
    hash: SOME_ROOT,
    parentHash,
    timestamp: quantity(time),
    sha3Uncles: SOME_ROOT,
    miner: SOMEBODY,
    stateRoot: SOME_ROOT,
    transactionsRoot: SOME_ROOT,
    receiptsRoot: computeReceiptsRoot(parsed),
    logsBloom: bloomOf(itemsOf(transactions.flatMap(({ logs }) => logs))),
    difficulty: "0x0",
    gasLimit: "0x2aea540",
    gasUsed: quantity(GAS_OF_TRANSACTION * transactions.length),
    extraData: "0x",
    mixHash: SOME_ROOT,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x3b9aca00",
    ...(chain.stack === "coreth"
      ? { extDataHash: SOME_ROOT, extDataGasUsed: "0x0", blockGasCost: "0x0" }
      : { withdrawalsRoot: SOME_ROOT, blobGasUsed: "0x0", excessBlobGas: "0x0", parentBeaconBlockRoot: SOME_ROOT }),
    size: "0x4e20",
    transactions: transactions.map((transaction) => transaction.hash),
    uncles: [],
  };
  const hash = hashHeader(parseBlock(header, "bench", codec.header));
  for (const receipt of receipts) {
    receipt.blockHash = hash;
    for (const log of receipt.logs) log.blockHash = hash;
  }
  return { hash, header: { ...header, hash }, logs: receipts.flatMap(({ logs }) => logs), receipts };
}

/** As geth writes them, each log with its place; the block's hash is put in later. */
function receiptsOf({ number, time, transactions }: BlockPlan) {
  let logIndex = 0;
  const blockNumber = quantity(number);
  return transactions.map(({ hash: transactionHash, logs }, i) => {
    const place = { transactionHash, transactionIndex: quantity(i), blockHash: SOME_ROOT, blockNumber };
    return {
      ...place,
      from: SOMEBODY,
      to: SOMEBODY,
      contractAddress: null,
      gasUsed: quantity(GAS_OF_TRANSACTION),
      cumulativeGasUsed: quantity(GAS_OF_TRANSACTION * (i + 1)),
      effectiveGasPrice: "0x3b9aca00",
      type: "0x2",
      status: "0x1",
      logsBloom: bloomOf(itemsOf(logs)),
      logs: logs.map((log) => ({
        ...log,
        ...place,
        blockTimestamp: quantity(time),
        logIndex: quantity(logIndex++),
        removed: false as const,
      })),
    };
  });
}

function itemsOf(logs: readonly DrawnLog[]): Set<Hex> {
  return new Set(logs.flatMap(({ address, topics }) => [address, ...topics]));
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
