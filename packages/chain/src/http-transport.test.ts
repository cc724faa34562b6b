import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ExchangeProblem } from "./exchange-problem.ts";
import { createHttpTransport, type HttpTransportOptions } from "./http-transport.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";

const SECRET = "0123456789abcdef";
interface Asked {
  url: string | undefined;
  authorization: string | undefined;
  apiKey: unknown;
  body: unknown;
}
let servers: Server[] = [];
let transports: RpcTransport[] = [];

afterEach(async () => {
  await Promise.all(transports.map((transport) => transport.close()));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
  transports = [];
});

async function serve(answer: (response: ServerResponse, body: unknown, asked: Asked[]) => void) {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    asked.push({
      url: request.url,
      authorization: request.headers.authorization,
      apiKey: request.headers["x-api-key"],
      body,
    });
    answer(response, body, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return { asked, port: (server.address() as AddressInfo).port };
}

function connect(port: number, options?: HttpTransportOptions): RpcTransport {
  const transport = createHttpTransport(`http://user:hunter22@127.0.0.1:${port}/v3/${SECRET}`, options);
  transports.push(transport);
  return transport;
}

const call = (i: number) => ({ method: "echo", params: [i] });
const echo = (body: unknown) => {
  const one = ({ id, params }: { id: number; params: unknown[] }) => ({ jsonrpc: "2.0", id, result: params[0] });
  return JSON.stringify(Array.isArray(body) ? body.map(one).reverse() : one(body as { id: number; params: unknown[] }));
};
const failure = (code: string) => expect.objectContaining({ code });

/** What the transport throws must never hold the key. */
async function refusal(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify([(error as Error).message, (error as Error).stack])).not.toMatch(/0123456789abcdef|hunter22/);
  return error as Error;
}

describe("createHttpTransport", () => {
  it("splits calls into batches and returns the replies in order", async () => {
    const { asked, port } = await serve((response, body) => response.end(echo(body)));
    const transport = connect(port);
    const replies = await transport.send(Array.from({ length: 250 }, (_, i) => call(i)));
    expect(replies).toEqual(Array.from({ length: 250 }, (_, i) => ({ result: i })));
    expect(asked.map(({ body }) => (body as unknown[]).length)).toEqual([100, 100, 50]);
    expect(await transport.send([])).toEqual([]);
  });

  it("is named by host and port, and sends path and credentials where they belong", async () => {
    const { asked, port } = await serve((response, body) => response.end(echo(body)));
    const transport = connect(port);
    await transport.send([call(7)]);
    expect(transport.name).toBe(`127.0.0.1:${port}`);
    expect(asked[0]?.url).toBe(`/v3/${SECRET}`);
    expect(asked[0]?.authorization).toBe(`Basic ${btoa("user:hunter22")}`);
    expect(asked[0]?.body).toMatchObject({ method: "echo", params: [7] });
  });

  it("sends the headers of its options, keeps to their batch, and takes them out of what it is told", async () => {
    const { asked, port } = await serve((response, body) => {
      if (Array.isArray(body)) response.end(echo(body));
      else response.end(JSON.stringify({ id: 1, error: { code: 1, message: "no plan for hunter22" } }));
    });
    const transport = createHttpTransport(`http://127.0.0.1:${port}/rpc#header=X-Api-Key:hunter22&rps=9.5&batch=2`);
    transports.push(transport);
    expect([transport.name, transport.requestsPerSecondMax]).toEqual([`127.0.0.1:${port}`, 9.5]);
    expect(await transport.send([call(1), call(2), call(3), call(4)])).toHaveLength(4);
    expect(asked).toMatchObject(Array(2).fill({ url: "/rpc", apiKey: "hunter22" }));
    expect(await transport.send([call(1)])).toEqual([{ error: { code: 1, message: "no plan for …" } }]);
  });

  it("is not for an endpoint that is listened to", () => {
    expect(() => createHttpTransport("wss://node.example/hunter22")).toThrow(failure("config_invalid"));
  });

  it("tells an HTTP error with its status and the JSON-RPC error inside, without the key", async () => {
    const { port } = await serve((response) => {
      response.statusCode = 429;
      response.end(JSON.stringify({ id: 1, error: { code: -32005, message: `rate limit for /v3/${SECRET}` } }));
    });
    const error = await refusal(connect(port).send([call(1)]));
    expect(error).toEqual(failure("endpoint_busy"));
    expect(error.message).toMatch(/HTTP 429, rate limit .*-32005/);
  });

  it.each([
    ["30", 30_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
    ["later", undefined],
  ])("tells how long it is asked to wait: %s", async (retryAfter, expected) => {
    const { port } = await serve((response) => response.writeHead(429, { "retry-after": retryAfter }).end("slow down"));
    const error = await refusal(connect(port).send([call(1)]));
    expect(error).toBeInstanceOf(ExchangeProblem);
    const { answer, retryAfterMs } = error as ExchangeProblem;
    expect(answer).toEqual({ httpStatus: 429 });
    expect(retryAfterMs && Math.round(retryAfterMs / 100_000)).toBe(expected && Math.round(expected / 100_000));
  });

  it.each([
    [413, "<html>too large</html>", "endpoint_refused"],
    [400, JSON.stringify({ id: 1, error: { code: -32602, message: "up to a 500 block range" } }), "endpoint_refused"],
    [400, "<html>bad request</html>", "endpoint_http_status"],
    [503, JSON.stringify({ id: 1, error: { code: -32000, message: "busy" } }), "endpoint_http_status"],
  ] as const)("takes HTTP %i with %s for %s", async (status, body, code) => {
    const { port } = await serve((response) => {
      response.statusCode = status;
      response.end(body);
    });
    expect(await refusal(connect(port).send([call(1)]))).toEqual(failure(code));
  });

  it("tells an HTTP error that holds a web page by its status alone", async () => {
    const { port } = await serve((response) => {
      response.statusCode = 502;
      response.end("<html>bad gateway</html>");
    });
    const error = await refusal(connect(port).send([call(1)]));
    expect(error).toEqual(failure("endpoint_http_status"));
    expect(error.message).toMatch(/HTTP 502$/);
  });

  it("takes the key out of an error reply and out of a refused batch", async () => {
    const { port } = await serve((response, body) => {
      const error = { code: -32000, message: `${SECRET} has no plan` };
      response.end(JSON.stringify(Array.isArray(body) ? { id: null, error } : { id: 1, error }));
    });
    const transport = connect(port);
    expect(await transport.send([call(1)])).toEqual([{ error: { code: -32000, message: "… has no plan" } }]);
    expect(await refusal(transport.send([call(1), call(2)]))).toEqual(failure("endpoint_refused"));
  });

  it.each([
    ["a web page", (r: ServerResponse) => r.end("<html></html>"), "endpoint_not_json"],
    ["nothing", (r: ServerResponse) => r.end(), "endpoint_not_json"],
    ["half of the JSON", (r: ServerResponse) => r.end('{"jsonrpc":"2.0","id":1,"res'), "endpoint_not_json"],
    ["an error object under 200", (r: ServerResponse) => r.end('{"Error":"busy"}'), "endpoint_refused"],
    ["another id", (r: ServerResponse) => r.end('{"id":9,"result":1}'), "endpoint_malformed_answer"],
    ["too much", (r: ServerResponse) => r.end(`{"id":1,"result":"${"x".repeat(5_000)}"}`), "endpoint_refused"],
    ["a redirect", (r: ServerResponse) => r.writeHead(302, { location: "/" }).end(), "endpoint_http_status"],
  ])("refuses %s", async (_, answer, code) => {
    const { port } = await serve(answer);
    expect(await refusal(connect(port, { responseBytesMax: 4_000 }).send([call(1)]))).toEqual(failure(code));
  });

  it("tells an answer that breaks off", async () => {
    const { port } = await serve((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"jsonrpc":"2.0"', () => response.destroy());
    });
    expect(await refusal(connect(port).send([call(1)]))).toEqual(failure("endpoint_not_json"));
  });

  it("gives up on silence, and on an answer that drips without end", async () => {
    const silent = await serve(() => {});
    expect(await refusal(connect(silent.port, { idleMs: 50 }).send([call(1)]))).toEqual(
      failure("endpoint_unreachable"),
    );
    const dripping = await serve((response) => {
      const timer = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(timer));
    });
    const error = await refusal(connect(dripping.port, { requestMs: 100 }).send([call(1)]));
    expect(error).toEqual(failure("endpoint_unreachable"));
  });

  it("tells a port where nobody listens", async () => {
    const { port } = await serve(() => {});
    const server = servers.pop() as Server;
    await new Promise((resolve) => server.close(resolve));
    const error = await refusal(connect(port).send([call(1)]));
    expect(error).toEqual(failure("endpoint_unreachable"));
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("rejects with the signal's reason when aborted on the way", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by the test");
    const { port } = await serve(() => stop.abort(reason));
    await expect(connect(port).send([call(1)], stop.signal)).rejects.toBe(reason);
  });
});
