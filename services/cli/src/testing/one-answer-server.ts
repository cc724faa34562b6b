import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

/** An HTTP server that says the same to everybody, until the calling file's last test. @returns its URL */
export async function serveOneAnswer(
  answer: (call: { id: number; method: string }) => object | string,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const calls = JSON.parse(Buffer.concat(chunks).toString());
    const answers = [calls].flat().map((call) => answer(call));
    const [first] = answers;
    response.end(typeof first === "string" ? first : JSON.stringify(Array.isArray(calls) ? answers : first));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
