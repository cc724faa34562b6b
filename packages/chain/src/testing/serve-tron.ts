import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerTron, type FakeTronNode } from "./fake-tron-node.ts";

export interface TronServer {
  url: string;
  /** The body of every request that was let in. */
  readonly asked: string[];
  close(): void;
}

/**
 * The node over HTTP on loopback. The caller closes it.
 * @param apiKey where given, whoever does not send it as TronGrid wants is turned away
 */
export async function serveTron(node: FakeTronNode, apiKey?: string): Promise<TronServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader("content-type", "application/json");
    const given = request.headers["tron-pro-api-key"];
    if (apiKey !== undefined && given !== apiKey) {
      response.statusCode = 401;
      response.end(JSON.stringify({ Error: `ApiKey not exists: ${given}` }));
      return;
    }
    asked.push(body);
    response.end(answerTron(node, body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jsonrpc`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
