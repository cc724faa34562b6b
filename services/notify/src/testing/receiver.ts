import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { TlsOptions } from "node:tls";
import { type Answer, type ReceivedRequest, respond } from "./answers.ts";
import { type CertificateAuthority, makeAuthority, type ServerCertificate } from "./certificates.ts";

/** Names that receivers' certificates are for, besides the address: any `<word>.receiver.example`, and `receiver.example`. */
const NAMES = ["receiver.example", "*.receiver.example", "127.0.0.1"];

export interface ReceiverOptions {
  /** Who issues the certificate; its own authority unless told. One for many receivers saves making keys. */
  authority?: CertificateAuthority;
  /** Instead of a good one. */
  certificate?: ServerCertificate;
  tls?: TlsOptions;
  /** `http` answers HTTP where TLS is expected; `mute` takes connections and never says a word. */
  speaks?: "https" | "http" | "mute";
}

/**
 * An exchange's end of a webhook: a real server on 127.0.0.1, with TLS and an authority of its own. What it answers is
 * `script`, one for each request, and `answer` when that is used up; an answer may look at what it was sent.
 *
 *     const receiver = await startReceiver();
 *     const client = new WebhookClient({ policy: receiver.policy, ca: receiver.ca });
 *     receiver.script.push(respond(500), respond(429, "", { "retry-after": "7" }));
 *     await client.attempt({ url: `${receiver.url}/hook`, … });
 *     receiver.received[0].headers["webhook-id"];
 */
export interface Receiver {
  /** `https://127.0.0.1:<port>`, without a path. */
  url: string;
  /** The same server under another origin, `https://<word>.receiver.example:<port>`, which is named in `policy` from then on. */
  urlOf(word: string): string;
  /** `127.0.0.1:<port>`. */
  host: string;
  port: number;
  /** In PEM: whom a client must trust. */
  ca: string;
  /** Lets a client connect to this receiver, under each origin that was asked for; every name is found on the loopback. */
  policy: { privateHosts: string[]; resolve(hostname: string): Promise<readonly string[]> };
  /** The next answers, in their order; each is taken once. */
  script: Answer[];
  /** What is answered when the script is used up; 204 unless told. */
  answer: Answer;
  /** Each request that was read whole, in the order of their coming. */
  received: ReceivedRequest[];
  /** Connections that were ever made. */
  connectionCount: number;
  /** The most that were open at one time. */
  connectionsAtOnce: number;
  /** Once so many requests have been received, ever. */
  receivedAtLeast(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const authority = options.authority ?? (await makeAuthority());
  const certificate = options.certificate ?? (await authority.issue({ names: NAMES }));
  const connections = new Set<Socket>();
  const waiting = new Map<() => void, number>();

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const received = await read(request).catch(() => undefined);
    const { socket } = request;
    // Whoever went away while it was read sent nothing.
    if (received === undefined) return;
    receiver.received.push(received);
    for (const [go, count] of waiting) if (receiver.received.length >= count) go();
    const answer = receiver.script.shift() ?? receiver.answer;
    answer({ response, socket, reset: () => rawOf(socket, connections).resetAndDestroy() }, received);
  };
  const server = createServer(options, certificate, handle);
  server.on("connection", (socket: Socket) => {
    receiver.connectionCount++;
    connections.add(socket);
    receiver.connectionsAtOnce = Math.max(receiver.connectionsAtOnce, connections.size);
    socket.on("error", () => undefined);
    socket.on("close", () => connections.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const receiver: Receiver = {
    url: `https://127.0.0.1:${port}`,
    urlOf(word) {
      const host = `${word}.receiver.example:${port}`;
      if (!receiver.policy.privateHosts.includes(host)) receiver.policy.privateHosts.push(host);
      return `https://${host}`;
    },
    host: `127.0.0.1:${port}`,
    port,
    ca: authority.ca,
    policy: { privateHosts: [`127.0.0.1:${port}`], resolve: async () => ["127.0.0.1"] },
    script: [],
    answer: respond(204),
    received: [],
    connectionCount: 0,
    connectionsAtOnce: 0,
    async receivedAtLeast(count) {
      if (receiver.received.length >= count) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(resolve, count);
      await promise;
      waiting.delete(resolve);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
  return receiver;
}

function createServer(
  { speaks = "https", tls }: ReceiverOptions,
  certificate: ServerCertificate,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  // It reads, or it would not hear that the other side has left.
  if (speaks === "mute") return createTcpServer((socket) => socket.resume());
  return speaks === "http" ? createHttpServer(handle) : createHttpsServer({ ...certificate, ...tls }, handle);
}

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { method = "", url = "" } = request;
  return { method, path: url, host: headers.host ?? "", headers, body: await text(request) };
}

/** The TCP connection under one of TLS: only that can be reset. */
function rawOf(socket: Socket, connections: ReadonlySet<Socket>): Socket {
  return [...connections].find(({ remotePort }) => remotePort === socket.remotePort) ?? socket;
}
