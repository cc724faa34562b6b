import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { openTestApi } from "@redflag/api/testing/open-test-api";
import { seedKey } from "@redflag/api/testing/seed-callers";
import { standInHandlers } from "@redflag/api/testing/stand-in-handlers";
import { createHttpTransport } from "@redflag/chain/http-transport";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { expect, onTestFinished, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";

const DEPTH = 100_000;
const DEEP = "[".repeat(DEPTH) + "]".repeat(DEPTH);

const db = await openTestDatabase();
const { baseUrl, app, errors } = await openTestApi({ db, handlers: standInHandlers() });
const { secret } = await seedKey(db, "admin");
const authorization = `Bearer ${secret}`;

/** As deep as fits where little is taken. */
function deepWithin(bytes: number): string {
  const depth = Math.min(DEPTH, Math.floor(bytes / 2) - 100);
  return "[".repeat(depth) + "]".repeat(depth);
}

test("JSON that is nested as deep as its bytes allow is refused by every route, and the API goes on", async () => {
  const routes = Object.values<Route>(ROUTES).filter(({ body }) => body !== undefined);
  expect(routes.length).toBeGreaterThan(50);
  for (const { method, path, body, bodyBytesMax = 65_536 } of routes) {
    for (const name of ["x", ...Object.keys(body?.shape ?? {})]) {
      const response = await app.inject({
        method,
        url: path.replace(/:\w+|\{\w+\}/g, "00000000-0000-4000-8000-000000000000"),
        headers: { authorization, "content-type": "application/json", "if-match": '"1"' },
        payload: `{"${name}":${deepWithin(bodyBytesMax)}}`,
      });
      expect(response.statusCode, `${method} ${path} ${name}: ${response.body}`).toBeGreaterThanOrEqual(400);
      expect(response.statusCode, `${method} ${path} ${name}: ${response.body}`).toBeLessThan(500);
    }
  }
  expect(errors).toEqual([]);
});

test("every answer tells browsers to run nothing of it, to frame it nowhere and to guess nothing", async () => {
  for (const path of ["/v1/users", "/v1/nothing", "/healthz", "/openapi.json", "/docs/"]) {
    const { headers } = await fetch(baseUrl + path);
    expect(headers.get("content-security-policy"), path).toMatch(
      /^default-src 'none'(?!.*(?:script-src[^;]*unsafe|unsafe-eval))/,
    );
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("x-frame-options"), path).not.toBeNull();
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
    expect(headers.get("server") ?? headers.get("x-powered-by"), path).toBeNull();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What comes of asking an endpoint. */
async function ask(url: string): Promise<unknown> {
  const transport = createHttpTransport(url);
  onTestFinished(() => transport.close());
  return transport.send([{ method: "eth_chainId", params: [] }]).catch((error: unknown) => error);
}

test("an endpoint that sends on elsewhere is not followed, and nothing of where to is told", async () => {
  let askedInside = 0;
  const inside = await serve((_, response) => {
    askedInside++;
    response.end("{}");
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const endpoint = await serve((_, response) => response.writeHead(status, { location: `${inside}/metadata` }).end());
    const outcome = await ask(endpoint);
    expect(outcome).toBeInstanceOf(Error);
    expect(String(outcome)).not.toContain("metadata");
  }
  expect(askedInside).toBe(0);
});

test("JSON that is nested a hundred thousand times is a fault of its endpoint, and no crash", async () => {
  for (const text of [DEEP, `{"jsonrpc":"2.0","id":1,"error":${DEEP}}`]) {
    const endpoint = await serve((_, response) => response.end(text));
    const outcome = await ask(endpoint);
    expect(outcome).not.toBeInstanceOf(RangeError);
    expect(String(outcome).length).toBeLessThan(2_000);
  }
});
