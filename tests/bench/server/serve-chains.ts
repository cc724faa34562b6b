import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { answerCalls } from "./answer-calls.ts";
import type { ServedChain } from "./served-chain.ts";

/**
 * Serves chains on loopback, each on a path of its own, until the process ends.
 * @param ports servers, each of which serves all: to whoever asks, another operator
 * @param delayMs that each answer waits
 * @returns a port for each
 */
export function serveChains(
  chainAt: (path: string) => ServedChain | undefined,
  ports: number,
  delayMs = 0,
): Promise<number[]> {
  return Promise.all(Array.from({ length: ports }, () => listen(serverOf(chainAt, delayMs))));
}

function serverOf(chainAt: (path: string) => ServedChain | undefined, delayMs: number): Server {
  return createServer(async (request, response) => {
    const chain = chainAt(request.url ?? "");
    const body = await text(request);
    if (delayMs > 0) await sleep(delayMs);
    if (chain === undefined) {
      response.writeHead(404).end();
      return;
    }
    const pieces = answerCalls(chain, body);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    response.writeHead(200, { "content-type": "application/json", "content-length": length });
    response.cork();
    for (const piece of pieces) response.write(piece);
    response.end();
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
}
