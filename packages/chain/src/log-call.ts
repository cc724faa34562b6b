import { toQuantity } from "./block-call.ts";
import type { RpcCall } from "./json-rpc-transport.ts";
import type { LogFilter } from "./source.ts";

type LogPlace = { fromBlock: string; toBlock: string } | { blockHash: string };

/** Every log of the filter at a place: blocks by number, or one by its hash. */
export function callLogs(filter: LogFilter, place: LogPlace): RpcCall {
  return { method: "eth_getLogs", params: [{ ...place, address: filter.addresses, topics: [filter.topics0] }] };
}

/** @param span blocks from..to, both inclusive */
export function callLogsOf(filter: LogFilter, { from, to }: { from: number; to: number }): RpcCall {
  return callLogs(filter, { fromBlock: toQuantity(from), toBlock: toQuantity(to) });
}
