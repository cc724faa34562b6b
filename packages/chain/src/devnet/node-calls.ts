import assert from "node:assert/strict";
import { Problem } from "@redflag/domain/problem";
import { createHttpTransport } from "../http-transport.ts";
import { formatRpcError } from "../json-rpc-batch.ts";
import type { RpcCall } from "../json-rpc-transport.ts";

/** Calls to our own local node. Whatever it refuses is a Problem. */
export interface LocalNode {
  call(method: string, ...params: readonly unknown[]): Promise<unknown>;
  /** Answers in the order of the calls; the node works on them at once and in no order. */
  callMany(calls: readonly RpcCall[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Larger requests gain nothing, and the node refuses those above 2 MB. */
const BATCH_CALLS_MAX = 200;

export function openNode(url: string): LocalNode {
  const transport = createHttpTransport(url, { batchCallsMax: BATCH_CALLS_MAX });

  /** @throws Problem `endpoint_refused` naming the first call that was refused, `endpoint_*` when the node is gone */
  async function callMany(calls: readonly RpcCall[]): Promise<unknown[]> {
    const replies = await transport.send(calls);
    assert.equal(replies.length, calls.length);
    return replies.map((reply, i) => {
      if ("result" in reply) return reply.result;
      throw new Problem("endpoint_refused", `${transport.name}: ${calls[i]?.method}: ${formatRpcError(reply.error)}`);
    });
  }

  return {
    async call(method, ...params) {
      return (await callMany([{ method, params }]))[0];
    },
    callMany,
    close: () => transport.close(),
  };
}
