import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

interface Call {
  id: unknown;
  method: string;
}
type Answer = Record<string, unknown>;

/** An endpoint in front of a real node that alters each answer as told. The caller closes it. */
export async function serveInFront(
  url: string,
  alter: (call: Call, answer: Answer) => Answer,
): Promise<{ url: string; host: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const asked = (await json(request)) as Call | Call[];
    const headers = { "content-type": "application/json" };
    const answers = (await (await fetch(url, { method: "POST", headers, body: JSON.stringify(asked) })).json()) as
      | Answer
      | Answer[];
    const calls = new Map([asked].flat().map((call) => [call.id, call]));
    const altered = [answers].flat().map((answer) => alter(calls.get(answer.id) as Call, answer));
    response.end(JSON.stringify(Array.isArray(answers) ? altered : altered[0]));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
