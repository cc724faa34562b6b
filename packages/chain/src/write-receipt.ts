import type { Receipt } from "./parse-receipt.ts";
import type { RlpWriter } from "./rlp-writer.ts";

/** A receipt as its block's trie holds it, without a header of its own. */
export function writeReceipt(
  into: RlpWriter,
  { type, outcome, cumulativeGasUsed, logsBloom, logs, tail = [] }: Receipt,
): void {
  const end = into.end;
  for (let i = tail.length - 1; i >= 0; i--) into.quantity(tail[i] as bigint);
  const logsEnd = into.end;
  for (let i = logs.length - 1; i >= 0; i--) {
    const { address, topics, data } = logs[i] as Receipt["logs"][number];
    const logEnd = into.end;
    into.hex(data);
    const topicsEnd = into.end;
    for (let k = topics.length - 1; k >= 0; k--) into.hex(topics[k] as Receipt["logsBloom"]);
    into.closeList(topicsEnd);
    into.hex(address);
    into.closeList(logEnd);
  }
  into.closeList(logsEnd);
  into.hex(logsBloom);
  into.quantity(cumulativeGasUsed);
  if ("root" in outcome) into.hex(outcome.root);
  else into.quantity(outcome.status);
  into.closeList(end);
  // A legacy receipt has no type byte.
  if (type !== 0) into.raw(`0x${type.toString(16).padStart(2, "0")}`);
}
