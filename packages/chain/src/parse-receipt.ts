import type { Hash, Hex } from "@redflag/domain/hex";
import type { Log } from "@redflag/domain/transfer";
import { readFields } from "./field-reader.ts";
import { parseLog } from "./parse-log.ts";
import type { ReceiptCodec, ReceiptTail } from "./receipt-codec.ts";

export interface Receipt {
  /** EIP-2718; 0 for a legacy transaction. */
  type: number;
  /** Success or failure since Byzantium; before it the state root after the transaction. */
  outcome: { status: 0 | 1 } | { root: Hash };
  cumulativeGasUsed: bigint;
  logsBloom: Hex;
  blockHash: Hash;
  transactionHash: Hash;
  transactionIndex: number;
  logs: readonly Log[];
  /** What it hashes besides; undefined where the type is not one of the chain's. */
  tail: ReceiptTail | undefined;
}

/**
 * Reads one receipt of `eth_getBlockReceipts` or `eth_getTransactionReceipt`.
 * @param what names the receipt in messages
 * @throws Problem `endpoint_malformed_answer` naming the field
 */
export function parseReceipt(item: unknown, what: string, codec: ReceiptCodec): Receipt {
  const read = readFields(item, what);
  const type = read.has("type") ? read.number("type") : 0;
  return {
    type,
    outcome: read.has("status")
      ? { status: readStatus(read.number("status"), read.refuse) }
      : { root: read.bytes("root", 32) },
    cumulativeGasUsed: read.big("cumulativeGasUsed"),
    logsBloom: read.bytes("logsBloom", 256),
    blockHash: read.bytes("blockHash", 32),
    transactionHash: read.bytes("transactionHash", 32),
    transactionIndex: read.number("transactionIndex"),
    logs: read.list("logs").map((log, i) => parseLog(log, () => `${what}, log ${i}`)),
    tail: codec(type, read),
  };
}

function readStatus(status: number, refuse: (fact: string) => Error): 0 | 1 {
  if (status !== 0 && status !== 1) throw refuse("status is neither 0 nor 1");
  return status;
}
