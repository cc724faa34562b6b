import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, expect, test } from "vitest";
import { type DownloadRequest, download } from "./outbound-download.ts";
import { retryAfterSecondsOf } from "./retry-after.ts";

let answer: RequestListener = (_, response) => response.end();
const server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
await once(server, "listening");
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
const folder = await mkdtemp(join(tmpdir(), "redflag-outbound-"));
const file = join(folder, "body");
afterEach(() => rm(file, { force: true }));
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const never = new AbortController();
function get(changes: Partial<DownloadRequest> = {}) {
  return download({
    url: `http://${host}/list?key=hunter22`,
    file,
    bytesMax: 10_000,
    timeMsMax: 60_000,
    policy: { privateHosts: [host] },
    signal: never.signal,
    ...changes,
  });
}

async function faultOf(changes: Partial<DownloadRequest> = {}): Promise<string> {
  const error: unknown = await get(changes).then(
    () => "nothing was wrong",
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ code: expect.stringMatching(/^outbound_/) });
  const { message } = error as Error;
  expect(message).not.toContain("hunter22");
  return message;
}

test("a file that is itself gzip is unpacked, bounded, whatever name and type it has; half of one is none", async () => {
  const text = "address\n".repeat(1000);
  const packed = gzipSync(text);
  const plain = { byteCount: 8000, sha256: createHash("sha256").update(text).digest() };
  answer = (_, response) => response.writeHead(200, { "content-type": "application/gzip" }).end(packed);
  expect(await get()).toMatchObject(plain);
  expect(await readFile(file, "utf8")).toBe(text);
  expect(await readdir(folder)).toEqual(["body"]);
  await rm(file);
  // Packed once more on the way.
  answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(packed));
  expect(await get()).toMatchObject(plain);
  for (const [body, words] of [
    [packed.subarray(0, packed.length - 9), "half of a packed body"],
    [gzipSync("x".repeat(10_001)), "more than 10000 bytes"],
    [Buffer.from([0x1f, 0x8b, 1, 2, 3]), "cannot be unpacked"],
  ] as const) {
    for (const name of await readdir(folder)) await rm(join(folder, name));
    answer = (_, response) => response.writeHead(200).end(body);
    expect(await faultOf()).toContain(words);
  }
  for (const name of await readdir(folder)) await rm(join(folder, name));
});

test.each([429, 503, 500])(
  "how long a server asks to be left alone is kept with HTTP %i where that means it",
  async (status) => {
    answer = (_, response) => response.writeHead(status, { "retry-after": "120" }).end();
    const error: unknown = await get().catch((caught: unknown) => caught);
    expect(retryAfterSecondsOf(error)).toBe(status === 500 ? undefined : 120);
  },
);

test("a body is stored as it is, with its checksum and what to ask by next time", async () => {
  const text = "address\n".repeat(1000);
  answer = (_, response) => response.writeHead(200, { etag: '"1"', "last-modified": "yesterday" }).end(text);
  expect(await get()).toEqual({
    kind: "body",
    byteCount: 8000,
    sha256: createHash("sha256").update(text).digest(),
    validators: { etag: '"1"', lastModified: "yesterday" },
  });
  expect(await readFile(file, "utf8")).toBe(text);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("what has not changed is not sent again; 304 to a question without condition is none", async () => {
  answer = (request, response) => response.writeHead(request.headers["if-none-match"] === '"1"' ? 304 : 500).end();
  expect(await get({ validators: { etag: '"1"' } })).toEqual({ kind: "unchanged" });
  answer = (request, response) => response.writeHead(request.headers["if-modified-since"] === "then" ? 304 : 500).end();
  expect(await get({ validators: { lastModified: "then" } })).toEqual({ kind: "unchanged" });
  answer = (_, response) => response.writeHead(304).end();
  expect(await faultOf()).toContain(`${host}: answered with HTTP 304`);
});

test("a packed body is unpacked", async () => {
  answer = (request, response) => {
    expect(request.headers["accept-encoding"]).toBe("gzip");
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("one\ntwo\n"));
  };
  expect(await get()).toMatchObject({ byteCount: 8 });
  expect(await readFile(file, "utf8")).toBe("one\ntwo\n");
});

test("a body that is cut off is none, however its length was told", async () => {
  answer = (_, response) =>
    response.writeHead(200, { "content-length": "1000" }).write("half", () => response.destroy());
  expect(await faultOf()).toMatch(/broke off|ECONNRESET/);
  await rm(file, { force: true });
  answer = (_, response) => response.writeHead(200).write("half", () => response.destroy());
  expect(await faultOf()).toMatch(/broke off|ECONNRESET/);
  await rm(file, { force: true });
  const packed = gzipSync("x".repeat(5000));
  answer = (_, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(packed.subarray(0, packed.length - 9));
  expect(await faultOf()).toContain("sent half of a packed body");
});

test("a body is bounded: as announced, as sent, and as unpacked", async () => {
  answer = (_, response) => response.writeHead(200, { "content-length": "5000000000" }).write("address\n");
  expect(await faultOf()).toContain("sends more than 10000 bytes");
  // Five gigabytes without a word of how much is to come.
  let sent = 0;
  answer = (_, response) => {
    const chunk = Buffer.alloc(65_536, "a");
    const more = () => {
      while (sent < 5e9 && !response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on("drain", more);
    more();
  };
  expect(await faultOf({ bytesMax: 1_000_000 })).toContain("sends more than 1000000 bytes");
  expect(sent).toBeLessThan(50_000_000);
  await rm(file);
  // 100 MB out of 100 kB, and what could be 100 GB is given up as early.
  const bomb = gzipSync(Buffer.alloc(100_000_000));
  expect(bomb.length).toBeLessThan(200_000);
  answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  expect(await faultOf({ bytesMax: 1_000_000 })).toContain("sends more than 1000000 bytes");
  expect((await stat(file)).size).toBeLessThanOrEqual(1_000_000);
});

test("a body that drips is given up in time", async () => {
  answer = (_, response) => {
    const drip = setInterval(() => response.write("a"), 5);
    response.on("close", () => clearInterval(drip));
  };
  expect(await faultOf({ timeMsMax: 200 })).toContain(`${host}: took longer than 0 s`);
});

test("who is stopped says so, and not that the publisher failed", async () => {
  const stop = new AbortController();
  answer = (_, response) => response.write("a", () => stop.abort());
  await expect(get({ signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test.each([
  ["http://169.254.169.254/latest/meta-data/hunter22", "169.254.169.254 is not an address of the internet"],
  ["http://localhost:1/hunter22", "localhost:1 has the address"],
  ["file:///etc/hunter22", "file: is neither http: nor https:"],
  ["http://u:hunter22@lists.example/", "lists.example: the URL holds a user or a password"],
  ["http://[", "sends on to what is no URL"],
])("a redirect to %s goes nowhere", async (location, fault) => {
  answer = (_, response) => response.writeHead(302, { location }).end();
  expect(await faultOf()).toContain(fault);
});

test("a redirect is followed, relative ones too, but not in a circle, nor to nowhere", async () => {
  answer = (request, response) => {
    if (request.url === "/there") response.end("here");
    else response.writeHead(301, { location: "/there" }).end();
  };
  expect(await get()).toMatchObject({ byteCount: 4 });
  answer = (request, response) => response.writeHead(307, { location: `${request.url}x` }).end();
  expect(await faultOf()).toContain("sends on more than 5 times");
  answer = (_, response) => response.writeHead(303).end();
  expect(await faultOf()).toContain("sends on to nowhere");
});

test("a name that leads to this machine is not followed here", async () => {
  const policy = { privateHosts: [], resolve: async () => ["127.0.0.1"] };
  let isReached = false;
  answer = (_, response) => {
    isReached = true;
    response.end();
  };
  const url = `http://lists.example:${host.split(":")[1]}/hunter22`;
  expect(await faultOf({ url, policy })).toContain("has the address 127.0.0.1, which is not one of the internet");
  expect(await faultOf({ policy })).toContain(`${host} is not an address of the internet`);
  expect(isReached).toBe(false);
  // The same, where it was let through: by the address that was looked at, whoever else would resolve it.
  await get({ url, policy: { ...policy, privateHosts: ["lists.example"] } });
  expect(isReached).toBe(true);
});

test("a web page, an error and an odd packing are said", async () => {
  answer = (_, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html>");
  expect(await faultOf()).toContain("answered with a web page");
  answer = (_, response) => response.writeHead(503).end("busy");
  expect(await faultOf()).toContain("answered with HTTP 503");
  answer = (_, response) => response.writeHead(206).end("part");
  expect(await faultOf()).toContain("answered with HTTP 206");
  answer = (_, response) => response.writeHead(200, { "content-encoding": "br" }).end("x");
  expect(await faultOf()).toContain("packed the body in a way that was not asked for");
  answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip");
  expect(await faultOf()).toContain("cannot be unpacked");
});

test("who is down is named, and so is what answers with another protocol", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const down = `127.0.0.1:${(gone.address() as AddressInfo).port}`;
  gone.close();
  expect(await faultOf({ url: `http://${down}/`, policy: { privateHosts: [down] } })).toContain(
    `${down}: nobody listens there (ECONNREFUSED)`,
  );
  expect(await faultOf({ url: `https://${host}/hunter22` })).toMatch(/ERR_SSL|EPROTO|ECONNRESET|broke off/);
});
