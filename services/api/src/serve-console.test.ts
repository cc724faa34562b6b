import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";

const SCRIPT = "export const a = 1;\n";
const consoleDir = mkdtempSync(join(tmpdir(), "redflag-console-"));
afterAll(() => rmSync(consoleDir, { recursive: true }));
mkdirSync(join(consoleDir, "assets"));
writeFileSync(join(consoleDir, "index.html"), "<!doctype html><title>Redflag</title>");
writeFileSync(join(consoleDir, "secret.txt"), "beside the assets");
writeFileSync(join(consoleDir, "assets/a-0123.js"), SCRIPT);
writeFileSync(join(consoleDir, "assets/a-0123.js.br"), brotliCompressSync(SCRIPT));

const db = await openTestDatabase();
const { baseUrl } = await openTestApi({ db, handlers: standInHandlers(), consoleDir });
const without = await openTestApi({ db, handlers: standInHandlers() });
const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

test.each(["/", "/alerts", "/alerts/0x12?tab=why", "/v1x"])("a browser gets the page at %s", async (path) => {
  const answer = await fetch(baseUrl + path, { headers: HTML });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<title>Redflag</title>");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const policy = answer.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).not.toContain("unsafe");
});

test.each(["/v1/nothing", "/v1", "/assets/b.js", "/docs/nothing"])(
  "what is not there at %s is said as a program reads it, to a browser too",
  async (path) => {
    const answer = await fetch(baseUrl + path, { headers: HTML });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("problem+json");
  },
);

test("a program that mistypes a path is told so, and nothing but GET is a page", async () => {
  expect((await fetch(`${baseUrl}/alert`)).status).toBe(404);
  expect((await fetch(`${baseUrl}/alerts`, { method: "POST", headers: HTML })).status).toBe(404);
  expect((await fetch(`${without.baseUrl}/alerts`, { headers: HTML })).status).toBe(404);
});

test("files keep for a year under their hashed names, compressed for whoever takes it", async () => {
  const answer = await fetch(`${baseUrl}/assets/a-0123.js`, { headers: { "accept-encoding": "br" } });
  expect(await answer.text()).toBe(SCRIPT);
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const plain = await fetch(`${baseUrl}/assets/a-0123.js`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("content-type")).toContain("javascript");
});

test.each(["/assets/../secret.txt", "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt", "/assets/..%5csecret.txt"])(
  "nothing beside the assets is served: %s",
  async (path) => {
    expect(await textOf(path)).not.toContain("beside the assets");
  },
);

/** As it is written: `fetch` would resolve the dots itself. */
function textOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl);
    request({ hostname, port, path, headers: HTML }, async (answer) => {
      resolve((await answer.toArray()).join(""));
    })
      .on("error", reject)
      .end();
  });
}
