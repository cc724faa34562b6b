import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { findFreePort } from "../free-port.ts";
import { listPaths, readTexts } from "../layers/repository.ts";
import { createTestDatabaseUrl } from "../test-database.ts";
import { isLoopback, listListening } from "./listening-sockets.ts";

test("with nothing configured every port that a process opens is on loopback", async () => {
  if (process.platform !== "linux") {
    process.stdout.write("NOT RUN: what listens, for want of /proc\n");
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), "redflag-listening-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [api, metrics] = [await findFreePort(), await findFreePort()];
  const child = spawn(process.execPath, [BUILT.api], {
    env: {
      PATH: process.env.PATH,
      ...COMPILE_CACHE,
      REDFLAG_DATABASE_URL: await createTestDatabaseUrl(),
      REDFLAG_DATA_DIR: directory,
      REDFLAG_API_PORT: String(api),
      REDFLAG_METRICS_PORT: String(metrics),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let log = "";
  for await (const chunk of child.stderr) {
    log += chunk;
    if (log.includes('"msg":"api listens"')) break;
  }
  const sockets = listListening(child.pid ?? 0);
  child.stderr.resume();
  child.kill("SIGTERM");
  expect(sockets.map(({ port }) => port).sort(), log).toEqual([api, metrics].sort());
  expect(sockets.filter((socket) => !isLoopback(socket))).toEqual([]);
  expect(await ended).toBe(0);
});

/** Where a server is opened, and the host that it is given there. */
const OPENS = /\.listen\(([^)\n]*)\)?|"--host", ("[^"]*")|listen_addresses: ("[^"]*")/g;

test("nothing of ours listens but on loopback, or where its user says", () => {
  const sources = readTexts(listPaths().filter((path) => /^(?:packages|services)\/[^/]+\/src\/.*\.ts$/.test(path)));
  const opened = sources
    .filter(({ path }) => !/\.(?:test|samples)\.ts$|\/testing\/|-test-/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(OPENS)].map((found) => ({ path, text: found[1] ?? found[2] ?? found[3] ?? "" })),
    )
    .filter(({ text }) => text !== "");
  expect(opened.length).toBeGreaterThan(4);
  expect(opened.filter(({ text }) => !text.includes('"127.0.0.1"'))).toEqual([
    // REDFLAG_METRICS_HOST, REDFLAG_API_HOST, and `webhook listen --host`: loopback unless told.
    { path: "packages/runtime/src/metrics-server.ts", text: "{ host, port: options.port }" },
    { path: "services/api/src/start-api.ts", text: "{ host, port }" },
    { path: "services/cli/src/commands/webhook-listen.ts", text: "{ port, host }" },
  ]);
});

test("what listens is read as it is", async () => {
  if (process.platform !== "linux") return;
  const open = createServer().listen(0, "0.0.0.0");
  onTestFinished(() => void open.close());
  await new Promise((resolve) => open.once("listening", resolve));
  const address = open.address();
  const mine = listListening(process.pid).find(({ port }) => typeof address === "object" && port === address?.port);
  expect(mine && isLoopback(mine)).toBe(false);
});

test("a database that is asked for with TLS is not spoken to without", async () => {
  const url = new URL(await createTestDatabaseUrl());
  url.searchParams.set("sslmode", "verify-full");
  const opened = openDatabase({ url: url.href, applicationName: "test", poolMax: 1 });
  await expect(opened).rejects.toMatchObject({
    code: "database_unreachable",
    message: expect.stringMatching(/SSL|TLS/),
  });
});
