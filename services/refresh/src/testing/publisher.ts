import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that publishes what it is given, and counts who asks for what. */
export interface Publisher {
  host: string;
  url: string;
  answer: RequestListener;
  /** Path and If-None-Match of each request. */
  asked: string[];
  /** Answers every path with its body, under an ETag that follows from the body unless told. */
  publish(bodies: Readonly<Record<string, string>>, options?: { withEtag?: boolean }): void;
  /** The next answer waits until `go` is called. */
  hold(): Promise<() => void>;
  close(): void;
}

export async function startPublisher(address = "127.0.0.1"): Promise<Publisher> {
  let held: { reached: () => void; go: Promise<void> } | undefined;
  const server = createServer(async (request, response) => {
    publisher.asked.push(`${request.url} ${request.headers["if-none-match"] ?? "-"}`);
    const waits = held;
    held = undefined;
    waits?.reached();
    await waits?.go;
    publisher.answer(request, response);
  }).listen(0, address);
  await once(server, "listening");
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  const publisher: Publisher = {
    host,
    url: `http://${host}`,
    answer: (_, response) => response.writeHead(404).end(),
    asked: [],
    publish(bodies, { withEtag = true } = {}) {
      publisher.answer = (request, response) => {
        const body = bodies[pathOf(request)];
        if (body === undefined) return response.writeHead(404).end();
        const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
        const headers = { "last-modified": "Fri, 27 Nov 2026 00:00:00 GMT", ...(withEtag && { etag }) };
        if (withEtag && request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();
        return response.writeHead(200, headers).end(body);
      };
    },
    hold() {
      return new Promise((reached) => {
        let go = () => {};
        const gone = new Promise<void>((resolve) => {
          go = resolve;
        });
        held = { reached: () => reached(go), go: gone };
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return publisher;
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.slice(1).replace(/\?.*/, "");
}
