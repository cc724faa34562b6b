import { decodeReplies, encodeCalls } from "../json-rpc-batch.ts";
import type { RpcTransport } from "../json-rpc-transport.ts";

/** A transport to a server in memory that reads a request's text and gives an answer's, as over HTTP. */
export function createTextTransport(name: string, answer: (request: string) => string): RpcTransport {
  return {
    name,
    async send(calls, signal) {
      signal?.throwIfAborted();
      return decodeReplies(answer(encodeCalls(calls)), calls.length, name);
    },
    close: async () => {},
  };
}
