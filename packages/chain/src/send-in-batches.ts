import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { sendCalls } from "./rpc-result.ts";

/** Sends calls in batches one after the other: parallel ranges are the caller's to choose. */
export async function sendInBatches(
  calls: readonly RpcCall[],
  batchCallsMax: number,
  send: (batch: readonly RpcCall[]) => Promise<readonly RpcReply[]>,
  signal?: AbortSignal,
): Promise<RpcReply[]> {
  const replies: RpcReply[] = [];
  for (let i = 0; i < calls.length; i += batchCallsMax) {
    signal?.throwIfAborted();
    replies.push(...(await send(calls.slice(i, i + batchCallsMax))));
  }
  return replies;
}

/** The same transport, for nodes that refuse larger batches. */
export function limitBatches(transport: RpcTransport, batchCallsMax: number): RpcTransport {
  return {
    name: transport.name,
    send: (calls, signal) =>
      sendInBatches(calls, batchCallsMax, (batch) => sendCalls(transport, batch, signal), signal),
    close: () => transport.close(),
  };
}
