import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { toQuantity } from "../block-call.ts";
import { bloomOf } from "../bloom.ts";

/** Only what is hashed, and the transactions' names; places and blooms are computed when it is read. */
interface Vector {
  header: Record<string, string>;
  receipts: ReadonlyArray<{
    transactionHash: Hash;
    type: string;
    /** Status, or before Byzantium the state root. */
    outcome: string;
    cumulativeGasUsed: string;
    logs: ReadonlyArray<[Address, Hash[], Hex]>;
    /** Nonce and version of a deposit's receipt. */
    deposit?: [string, string];
  }>;
}

export interface RawBlock {
  block: Record<string, unknown>;
  receipts: Array<Record<string, unknown> & { logs: Array<Record<string, unknown>> }>;
}

/** A block as the chain has it, in the shape in which JSON-RPC gives it. Each call returns objects of its own. */
export function readRealBlock(name: `${string}-${number}`): RawBlock {
  const file = new URL(`../vectors/${name}.json.gz`, import.meta.url);
  const { header, receipts } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Vector;
  const place = { blockNumber: header.number, blockHash: header.hash };
  let logIndex = 0;
  return {
    block: { ...header, transactions: receipts.map(({ transactionHash }) => transactionHash), uncles: [] },
    receipts: receipts.map(({ transactionHash, type, outcome, cumulativeGasUsed, logs, deposit }, i) => {
      const transaction = { transactionHash, transactionIndex: toQuantity(i) };
      return {
        ...place,
        ...transaction,
        type,
        ...(outcome.length === 66 ? { root: outcome } : { status: outcome }),
        cumulativeGasUsed,
        ...(deposit && { depositNonce: deposit[0], depositReceiptVersion: deposit[1] }),
        logsBloom: bloomOf(logs.flatMap(([address, topics]) => [address, ...topics])),
        logs: logs.map(([address, topics, data]) => ({
          ...place,
          ...transaction,
          logIndex: toQuantity(logIndex++),
          address,
          topics,
          data,
        })),
      };
    }),
  };
}
