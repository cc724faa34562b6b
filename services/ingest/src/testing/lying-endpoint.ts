import { createHttpTransport } from "@redflag/chain/http-transport";
import type { RpcCall, RpcReply, RpcTransport } from "@redflag/chain/json-rpc-transport";

export type RawLog = Record<string, unknown> & { topics: string[]; blockNumber: string; transactionHash: string };

/** How an endpoint in front of a real node departs from what the node says. */
export interface Lie {
  /** Of each answer to `eth_getLogs`. */
  logs?: (logs: RawLog[], call: RpcCall) => unknown[];
  /** Methods that it does not know. */
  lacks?: readonly string[];
  isDown?: boolean;
}

/** A transport to a real node under another name and chain id, which lies as told; what it is asked is kept in `asked`. */
export function createLyingEndpoint(
  name: string,
  url: string,
  chainId: number,
  lie: Lie = {},
): RpcTransport & { asked: RpcCall[] } {
  const honest = createHttpTransport(url);
  const asked: RpcCall[] = [];
  return {
    name,
    asked,
    async send(calls, signal) {
      asked.push(...calls);
      const replies = await honest.send(calls, signal);
      return replies.map((reply, i) => falsify(calls[i] as RpcCall, reply, chainId, lie));
    },
    close: () => honest.close(),
  };
}

function falsify(call: RpcCall, reply: RpcReply, chainId: number, { logs, lacks = [], isDown }: Lie): RpcReply {
  if (isDown === true) return { error: { code: -32000, message: "out of order" } };
  if (lacks.includes(call.method)) return { error: { code: -32601, message: "the method does not exist" } };
  if (call.method === "eth_chainId") return { result: `0x${chainId.toString(16)}` };
  if (call.method !== "eth_getLogs" || logs === undefined || !("result" in reply)) return reply;
  return { result: logs(reply.result as RawLog[], call) };
}
