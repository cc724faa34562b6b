import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { webhookBody } from "@redflag/contract/webhook-body";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, test } from "vitest";
import { BUILT } from "../../../../tests/built-processes.ts";
import { COMPILE_CACHE } from "../../../../tests/compile-cache.ts";
import { runCli } from "../testing/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "redflag-listen-"));
afterAll(() => rmSync(folder, { recursive: true }));
const secretFile = join(folder, "kumru.whsec");
const [secret, nextSecret] = [newWebhookSecret(), newWebhookSecret()];
writeFileSync(secretFile, `${secret}\n${nextSecret}\n`);

async function listen(...args: readonly string[]) {
  const child = spawn(process.execPath, [BUILT.redflag, "webhook", "listen", "--port", "0", ...args], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: note } = await createInterface(child.stderr)[Symbol.asyncIterator]().next();
  const [, url] = /^listening on (http:\S+), any path/.exec(note ?? "") ?? [];
  return { child, url: url ?? expect.fail(note), next: async () => (await lines.next()).value };
}

async function send(url: string, id: string, body: string, by = secret): Promise<number> {
  const at = new Date();
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(by).sign(id, at, body),
  };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

const bodyOf = (wanted: string) => {
  const { payload } = SAMPLE_EVENTS.find(({ payload: { type } }) => type === wanted) ?? expect.fail();
  return webhookBody({ payload, releasedAt: new Date("2026-01-05T12:00:00Z") });
};

test("each webhook is verified and printed, what is refused with why, until it is ended", async () => {
  const { child, url, next } = await listen("--secret-file", secretFile);
  expect(await send(`${url}/any/path`, "1", bodyOf("alert.created"))).toBe(204);
  expect(await next()).toMatch(/^2026-01-05T12:00:00.000Z SEVERE new alert: 0x0+1 received 250000000 base units/);
  expect(await next()).toMatch(/^ {2}1, signed at \S+Z, answered 204$/);
  expect(await send(url, "1", bodyOf("alert.created"), nextSecret)).toBe(204);
  await next();
  expect(await next()).toMatch(/^ {2}1, signed at \S+Z, come 2 times, answered 204$/);
  expect(await send(url, "2", bodyOf("endpoint.test"), newWebhookSecret())).toBe(401);
  expect(await next()).toMatch(/^refused: its signature does not fit any of the 2 secrets/);
  expect(await next()).toBe("  answered 401");
  expect((await fetch(url)).status).toBe(405);
  expect([await next(), await next()]).toEqual(["refused: it is a GET, and webhooks are a POST", "  answered 405"]);
  expect(await send(url, "3", '{"type":"\\u001b[2J","timestamp":"2026-01-05T12:00:00Z","data":{}}')).toBe(204);
  expect(await next()).toBe('2026-01-05T12:00:00Z "\\u001b[2J", in a form that is not known here: {}');
  await next();
  expect(await send(url, "4", "no JSON")).toBe(204);
  expect(await next()).toBe('signed, and not a webhook\'s body: "no JSON"');
  child.kill("SIGINT");
  expect((await once(child, "exit"))[0]).toBe(0);
});

test("--fail answers what is verified with another status, and --json prints what came", async () => {
  const { child, url, next } = await listen("--secret", secret, "--fail", "503", "--json");
  expect(await send(url, "1", bodyOf("endpoint.test"))).toBe(503);
  expect(await send(url, "1", bodyOf("endpoint.test"))).toBe(503);
  await next();
  expect(JSON.parse((await next()) ?? "")).toEqual({
    id: "1",
    signedAt: expect.stringMatching(/Z$/),
    count: 2,
    answered: 503,
    body: JSON.parse(bodyOf("endpoint.test")),
  });
  expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
  expect(JSON.parse((await next()) ?? "")).toEqual({
    refused: "it has no webhook-id, no webhook-timestamp, no webhook-signature",
    answered: 401,
  });
  child.kill("SIGINT");
  expect((await once(child, "exit"))[0]).toBe(0);
});

const run = (...args: readonly string[]) => runCli(["webhook", "listen", ...args], { env: {} });

test("a secret that is none, a file that is not there and a port that is taken are told in words", async () => {
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining("--secret-file") });
  expect((await run("--secret", secret, "--port", "70000")).code).toBe(2);
  expect((await run("--secret", secret, "--fail", "204")).code).toBe(2);
  const short = await run("--secret", "whsec_c2hvcnQ=");
  expect(short).toMatchObject({ code: 1, stderr: expect.stringContaining("it holds 5 bytes") });
  expect(short.stderr).not.toContain("c2hvcnQ");
  expect((await run("--secret-file", join(folder, "none"))).stderr).toContain("ENOENT");
  writeFileSync(join(folder, "empty"), "\n");
  expect((await run("--secret-file", join(folder, "empty"))).stderr).toContain("is empty");
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  expect((await run("--secret", secret, "--port", String(port))).stderr).toContain("EADDRINUSE");
  taken.close();
});
