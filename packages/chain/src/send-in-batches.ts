import type { RpcCall, RpcReply } from "./json-rpc-transport.ts";

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
