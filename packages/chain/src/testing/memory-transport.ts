import { decodeReplies } from "../json-rpc-batch.ts";
import type { RpcCall, RpcReply, RpcTransport } from "../json-rpc-transport.ts";
import { answerCall, type FakeNode } from "./fake-node.ts";

export interface MemoryTransport extends RpcTransport {
  /** Every call that was sent, in order. */
  readonly sent: RpcCall[];
}

/** Where an endpoint goes wrong: in what it answers, or in the text that carries the answers. */
export interface Fault {
  reply?: (call: RpcCall, reply: RpcReply) => RpcReply;
  text?: (text: string) => string;
}

/** A transport to a node in memory; answers pass through JSON text and back, so that what is shared cannot be changed. */
export function createMemoryTransport(name: string, node: FakeNode, fault: Fault = {}): MemoryTransport {
  const sent: RpcCall[] = [];
  return {
    name,
    sent,
    async send(calls, signal) {
      signal?.throwIfAborted();
      sent.push(...calls);
      const items = calls.map((call, i) => {
        const reply = answerCall(node, call);
        return { jsonrpc: "2.0", id: i + 1, ...(fault.reply?.(call, structuredClone(reply)) ?? reply) };
      });
      const text = JSON.stringify(items);
      return decodeReplies(fault.text?.(text) ?? text, calls.length, name);
    },
    close: async () => {},
  };
}
