import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { demo } from "@redflag/domain/chains/demo";
import { openInstallationKey } from "@redflag/runtime/installation-key";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { type OtlpReceiver, startOtlpReceiver } from "@redflag/runtime/tracing/otlp-receiver.samples";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Database, openDatabase } from "@redflag/store/database";
import { SampleWebhooks } from "@redflag/store/webhook.samples";
import { afterAll } from "vitest";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type OidcTestProvider,
  startOidcTestProvider,
} from "../../services/api/src/testing/oidc-test-provider.ts";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { findFreePort } from "../free-port.ts";
import { ListedWorld } from "../pipeline/listed-world.ts";
import { openListedDatabase } from "../pipeline/running-pipeline.ts";
import { createTestDatabaseUrl, urlOf } from "../test-database.ts";
import type { Canaries } from "./canaries.ts";

/** `redflag start` as an operator runs it, with a secret in every setting, on a chain with a listed account; an API process for exchanges beside. */
export interface WholeRun {
  readonly chain: ListedWorld;
  /** As its owner. */
  readonly db: Database;
  readonly otlp: OtlpReceiver;
  readonly baseUrl: string;
  readonly exchangesUrl: string;
  readonly metricsUrl: string;
  /** How the receiver of webhooks answers; 204 unless told. */
  webhookStatus: number;
  /** Of webhooks. */
  receivedCount: number;
  readonly subscription: string;
  /** Whose subscription it is. */
  readonly subscriber: string;
  /** Of OpenID, by which staff sign in. */
  readonly provider: OidcTestProvider;
  /** All that the process has written so far: its log, and what it says on standard output. */
  readonly log: string;
  readonly output: string;
  /** Of the exchanges' API, both. */
  readonly exchangesLog: string;
  /** The log's lines, each an object. */
  lines(): Array<Record<string, unknown>>;
  /** Another process of ours, given this and with these settings beside the same canaries, until it ends by itself. */
  runOnce(given: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** SIGTERM; both exit codes. */
  stop(): Promise<Array<number | null>>;
}

export async function startWholeRun(canaries: Canaries): Promise<WholeRun> {
  const chain = await ListedWorld.open();
  const folder = await mkdtemp(join(tmpdir(), "redflag-whole-"));
  const otlp = await startOtlpReceiver();
  const databaseUrl = withPassword(await createTestDatabaseUrl(), canaries.of("database password"));
  const owner = await openListedDatabase(demo, databaseUrl, chain.startBlock, chain.entries);
  await owner.close();
  const db = await openDatabase({ url: databaseUrl, applicationName: "test", poolMax: 2 });

  const node = await serve(async (request, response) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(chain.anvil.url, { method: "POST", headers, body: await text(request) });
    response.setHeader("content-type", "application/json").end(await answer.text());
  });
  // Says back what it was asked with, as some do.
  const refusing = await serve(async (request, response) => {
    const said = `bad key ${request.url} ${request.headers["x-api-key"]} ${request.headers.authorization}`;
    await text(request);
    response
      .writeHead(401, { "content-type": "application/json" })
      .end(JSON.stringify({ error: { code: 1, message: said } }));
  });
  const receiver = await serve(async (request, response) => {
    await text(request);
    run.receivedCount++;
    response.writeHead(run.webhookStatus, { "set-cookie": `at=${canaries.of("receiver's cookie")}` }).end();
  });
  const [apiPort, metricsPort, exchangesPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const baseUrl = `http://127.0.0.1:${apiPort}`;
  const provider = await startOidcTestProvider(`${baseUrl}/v1/oidc/callback`);
  canaries.add("OpenID secret", CLIENT_SECRET);

  const exchange = await SampleWebhooks.open(db);
  const key = await openInstallationKey(join(folder, "installation.key"));
  const secret = newWebhookSecret();
  canaries.add("webhook secret", secret.replace("whsec_", ""));
  const subscription = await exchange.subscribe({
    url: `${receiver.url}/hook/${canaries.of("webhook path")}`,
    seal: (id) => sealSecret(key, id, secret),
  });

  const env = {
    PATH: process.env.PATH ?? "",
    ...COMPILE_CACHE,
    REDFLAG_LOG_LEVEL: "trace",
    REDFLAG_DATA_DIR: folder,
    REDFLAG_DATABASE_URL: databaseUrl,
    REDFLAG_API_PORT: String(apiPort),
    REDFLAG_METRICS_PORT: String(metricsPort),
    REDFLAG_PUBLIC_URL: baseUrl,
    REDFLAG_WEBHOOK_PRIVATE_HOSTS: new URL(receiver.url).host,
    REDFLAG_RPC_DEMO: [
      `${node.url}/v2/${canaries.of("endpoint path")}?key=${canaries.of("endpoint query")}`,
      `${refusing.url}/${canaries.of("refusing path")}#header=x-api-key:${canaries.of("endpoint header")}`,
      `http://user:${canaries.of("endpoint password")}@127.0.0.1:9/${canaries.of("dead endpoint path")}`,
      `ws://127.0.0.1:9/${canaries.of("socket path")}`,
    ].join(","),
    REDFLAG_AUDIT_CHECKPOINTS: `http://127.0.0.1:9/${canaries.of("checkpoints path")}`,
    REDFLAG_OIDC_ISSUER: provider.issuer,
    REDFLAG_OIDC_CLIENT_ID: CLIENT_ID,
    REDFLAG_OIDC_CLIENT_SECRET: CLIENT_SECRET,
    REDFLAG_OIDC_ROLES: "fiu=analyst",
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${otlp.url}?key=${canaries.of("traces key")}`,
    OTEL_EXPORTER_OTLP_HEADERS: `x-key=${canaries.of("traces header")}`,
  };
  const child = spawn(process.execPath, [BUILT.redflag, "start", "--json"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let [log, output] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (more: string) => (log += more));
  child.stdout.setEncoding("utf8").on("data", (more: string) => (output += more));
  const files = { api: join(folder, "api.url"), exchange: join(folder, "exchange.url") };
  await writeFile(files.api, urlOf("redflag_api", databaseUrl), { mode: 0o600 });
  await writeFile(files.exchange, urlOf("redflag_exchange", databaseUrl), { mode: 0o600 });
  const { REDFLAG_DATABASE_URL: _, REDFLAG_METRICS_PORT: __, ...shared } = env;
  const exchanges = spawn(process.execPath, [BUILT.api], {
    env: {
      ...shared,
      REDFLAG_API_PORT: String(exchangesPort),
      REDFLAG_DATABASE_URL_FILE: files.api,
      REDFLAG_EXCHANGE_DATABASE_URL_FILE: files.exchange,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let exchangesLog = "";
  for (const stream of [exchanges.stdout, exchanges.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => (exchangesLog += more));
  }
  const processes = [child, exchanges];
  const ended = Promise.all(processes.map((process) => once(process, "exit").then(([code]) => code as number | null)));
  const run: WholeRun = {
    chain,
    db,
    otlp,
    baseUrl,
    exchangesUrl: `http://127.0.0.1:${exchangesPort}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    webhookStatus: 204,
    receivedCount: 0,
    subscription,
    subscriber: exchange.subscriberId,
    provider,
    get log() {
      return log;
    },
    get output() {
      return output;
    },
    get exchangesLog() {
      return exchangesLog;
    },
    lines: () =>
      log
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line)),
    runOnce: (given, own) => runOnce(given, { ...env, ...own }),
    stop() {
      for (const process of processes) process.kill("SIGTERM");
      return ended;
    },
  };
  afterAll(async () => {
    for (const process of processes) if (process.exitCode === null) process.kill("SIGKILL");
    await ended;
    await Promise.all([db.close(), chain.close(), otlp.close(), provider.stop()]);
    await Promise.all([node, refusing, receiver].map((server) => server.close()));
    await rm(folder, { recursive: true, force: true });
  });
  return run;
}

async function runOnce(given: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, [BUILT.redflag, ...given], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts = [child.stdout, child.stderr].map((stream) => (stream === null ? "" : text(stream)));
  return (await Promise.all(parts)).join("");
}

async function serve(handle: RequestListener) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function withPassword(url: string, password: string): string {
  const own = new URL(url);
  own.password = password;
  return own.href;
}
