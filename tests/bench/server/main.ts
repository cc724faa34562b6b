/**
 * Serves a chain's precomputed answers on loopback, in a process of its own so that its work is nobody's. Prints the port;
 * ends when its input does. Run: node main.ts <directory of the chain> <milliseconds that each answer waits>
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { answerCalls } from "./answer-calls.ts";
import { ChainFiles } from "./chain-files.ts";

const chain = new ChainFiles(process.argv[2] ?? "");
const delayMs = Number(process.argv[3]);

const server = createServer(async (request, response) => {
  const body = await text(request);
  if (delayMs > 0) await sleep(delayMs);
  const pieces = answerCalls(chain, body);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.cork();
  for (const piece of pieces) response.write(piece);
  response.end();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${address?.port}\n`);
});
process.stdin.resume().on("end", () => process.exit());
