import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerTron, type FakeTronNode } from "./fake-tron-node.ts";

/** The node over HTTP on loopback. The caller closes it. */
export async function serveTron(node: FakeTronNode): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    response.setHeader("content-type", "application/json").end(answerTron(node, await text(request)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jsonrpc`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
