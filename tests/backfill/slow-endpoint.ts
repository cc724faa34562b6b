import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";

export interface SlowEndpoint {
  url: string;
  close(): Promise<void>;
}

/** The node behind it, answering late: a stretch that took a moment takes long enough for accidents to happen in it. */
export async function openSlowEndpoint(nodeUrl: string, delayMs: number): Promise<SlowEndpoint> {
  const agent = new Agent();
  const server = createServer(async (asked, answer) => {
    const body = await text(asked);
    await sleep(delayMs);
    const reply = await request(nodeUrl, {
      dispatcher: agent,
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    answer.end(await reply.body.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await agent.close();
    },
  };
}
