import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** An exchange's end of a webhook, which takes everything and remembers it. Plain HTTP: what is on the way is not the subject here. */
export class WebhookSink {
  readonly url: string;
  /** Event id → the bodies under which it came, and how often in all. */
  readonly received = new Map<string, { bodies: Set<string>; times: number }>();
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>, host: string) {
    this.#server = server;
    this.url = `http://${host}:${(server.address() as AddressInfo).port}`;
  }

  static async open(host: string): Promise<WebhookSink> {
    const server = createServer((request, response) => {
      text(request).then(
        (body) => {
          const id = String(request.headers["webhook-id"]);
          const known = sink.received.get(id) ?? { bodies: new Set<string>(), times: 0 };
          sink.received.set(id, { bodies: known.bodies.add(body), times: known.times + 1 });
          response.writeHead(204).end();
        },
        // Who hung up half-way sent nothing.
        () => undefined,
      );
    });
    server.listen(0, host);
    await once(server, "listening");
    const sink = new WebhookSink(server, host);
    return sink;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
