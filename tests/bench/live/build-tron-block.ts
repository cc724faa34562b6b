import type { Hash } from "@redflag/domain/hex";
import type { BlockPlan, BuiltBlock } from "./block-plan.ts";

const ZERO = `0x${"0".repeat(64)}`;

/** As java-tron gives it: constants where Ethereum's have roots, and a hash that begins with the height. */
export function buildTronBlock({ number, time, parentHash, transactions }: BlockPlan): BuiltBlock {
  const [{ hash: first } = { hash: ZERO }] = transactions;
  const hash: Hash = `0x${number.toString(16).padStart(16, "0")}${first.slice(2, 50)}`;
  let logIndex = 0;
  return {
    hash,
    header: {
      number: quantity(number),
      hash,
      parentHash,
      timestamp: quantity(time),
      logsBloom: `0x${"0".repeat(512)}`,
      receiptsRoot: ZERO,
      stateRoot: ZERO,
      transactionsRoot: ZERO,
      transactions: transactions.map((transaction) => transaction.hash),
    },
    logs: transactions.flatMap(({ hash: transactionHash, logs }, i) =>
      logs.map((log) => ({
        ...log,
        blockNumber: quantity(number),
        blockHash: hash,
        transactionHash,
        transactionIndex: quantity(i),
        logIndex: quantity(logIndex++),
        removed: false,
      })),
    ),
  };
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
