import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { CoverageTallies } from "@redflag/api/coverage-tallies";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import { loadConfig } from "@redflag/runtime/config";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import { stopLane } from "@redflag/store/lane";
import { insertRepair } from "@redflag/store/repair";
import { insertSubscriber } from "@redflag/store/subscriber";
import { markFailing, stopSubscription } from "@redflag/store/subscription-health";
import { afterAll, expect, test, vi } from "vitest";
import { seedSubscription } from "../../services/api/src/testing/seed-subscription.ts";
import { judgeStatus } from "../../services/cli/src/status/judge-status.ts";
import { readDatabase } from "../../services/cli/src/status/read-database.ts";
import { CONDITIONS } from "../../services/cli/src/status/status-line.ts";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { runCli } from "../../services/cli/src/testing/run-cli.ts";
import { withDatabase } from "../../services/cli/src/with-database.ts";
import { startPublisher } from "../../services/refresh/src/testing/publisher.ts";
import { CONTRACT_CACHE } from "../contract-cache.ts";
import { PipelineProcess } from "../kill/pipeline-process.ts";
import { urlOf } from "../test-database.ts";
import { readGuide } from "./read-guide.ts";

/* Each trouble is made on a real chain with the real processes; the runbook's commands are typed; then all is well again. */

const page = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const parts = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf("\n")), part]),
);

test("every condition of status has its part of the runbook, which says when it is over", () => {
  for (const anchor of Object.values(CONDITIONS)) expect(parts.get(anchor), anchor).toMatch(/^\*\*Over\*\* /m);
  for (const [anchor, part] of parts) expect(part, anchor).toMatch(/^\*\*You see\*\* /m);
});

const { directory, env: databaseEnv, db, api } = await openApi();
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
const publisher = await startPublisher();
let isEndpointDown = false;
let isEndpointLying = false;
const endpoint = createServer(async (request, response) => {
  const body = await buffer(request);
  if (isEndpointDown) return response.writeHead(503).end();
  const answer = await fetch(anvil.url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const told = await answer.text();
  // Of another time than the block that hashes so.
  response.end(isEndpointLying ? told.replace(/"timestamp":"0x./g, '"timestamp":"0x1') : told);
}).listen(0, "127.0.0.1");
await once(endpoint, "listening");

const env = {
  ...databaseEnv,
  REDFLAG_RPC_DEMO: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`,
  REDFLAG_OUTBOUND_PRIVATE_HOSTS: publisher.host,
};
const running: Array<{ end(name: "SIGTERM"): Promise<unknown> }> = [];
// Here and not in `beforeAll`, where it would not be heard and the node would live on.
afterAll(async () => {
  await Promise.all(running.map((process) => process.end("SIGTERM")));
  endpoint.closeAllConnections();
  endpoint.close();
  publisher.close();
  await devnet.close();
  await anvil.stop();
});

async function start(role: "ingest" | "screen" | "notify" | "refresh"): Promise<void> {
  const { REDFLAG_DATABASE_URL: ownerUrl, ...rest } = env;
  const file = join(directory, `${role}.url`);
  writeFileSync(file, urlOf(`redflag_${role}`, ownerUrl), { mode: 0o600 });
  const started = new PipelineProcess(role, { ...rest, REDFLAG_DATABASE_URL_FILE: file });
  running.push(started);
  await started.ready;
}

async function look(given: Readonly<Record<string, string>> = env): Promise<string[]> {
  const config = loadConfig(given);
  const readings = await withDatabase({ config }, (opened) => readDatabase(opened, config, new CoverageTallies()));
  return judgeStatus(readings).lines.flatMap(({ condition, subject }) =>
    condition ? [`${condition} ${subject}`] : [],
  );
}
const WAIT = { timeout: 90_000, interval: 500 };
const sees = (...conditions: string[]) => vi.waitFor(async () => expect(await look()).toEqual(conditions), WAIT);
const isWell = () => sees();

/** Types the commands of a part, on this chain and with this list. @returns what they print */
async function follow(anchor: string, codes: readonly number[] = [0], given = env): Promise<string> {
  let printed = "";
  for (const step of readGuide((parts.get(anchor) ?? "").replaceAll("ethereum", demo.name))) {
    for (const command of step.kind === "run" ? step.commands : []) {
      const words = command.split(" ").slice(1);
      const { code, stdout, stderr } = await runCli(
        words.map((word) => (word === "orders" ? join(directory, "orders") : word)),
        { env: given },
      );
      expect(codes, `${command}\n${stdout}${stderr}`).toContain(code);
      printed += stdout + stderr;
    }
  }
  return printed;
}

function writeList(count: number, source = ""): void {
  const rows = Array.from({ length: count }, (_, index) => `0x${String(index + 1).repeat(40)}`);
  const words = "title: Orders\nauthority: Court\nlicence: Public domain\nmaintenance: By hand\n";
  const gates =
    "gates: { removed_percent_max: 50 }\ndefaults: { category: sanctions, severity: HIGH, confidence: 100 }\n";
  mkdirSync(join(directory, "orders"), { recursive: true });
  writeFileSync(join(directory, "orders/list.yaml"), `id: orders\n${words}${gates}${source}`);
  writeFileSync(join(directory, "orders/entries.csv"), ["address", ...rows, ""].join("\n"));
}

test("each trouble is seen, the runbook's commands are typed, and it is over", { timeout: 400_000 }, async () => {
  await devnet.mine(30);
  writeList(4);

  // Nothing runs, and there is no list; what somebody asked for waits, and so does the queue.
  const asked = { id: randomUUID(), chainId: demo.id, from: 25, to: 25, reason: "A new endpoint", askedBy: "system" };
  await insertRepair(db.kysely, asked);
  await db.pool.query("update repair set asked_at = asked_at - interval '2 hours'");
  await sees("list_missing lists", "work_stuck work", "nothing_followed chains");
  await follow("redflag-down");
  await follow("gate-failed");

  // queue-stuck
  const queueless = { ...env, REDFLAG_REDIS_URL: "redis://127.0.0.1:9" };
  expect(await look(queueless)).toContain("queue_unreachable queue");
  expect(await follow("queue-stuck", [1], queueless)).toContain("WRONG queue");
  await start("ingest");
  await sees("nobody_screens processes");
  expect(await runCli(["status", "--json"], { env })).toMatchObject({ code: 2 });
  await start("screen");
  await devnet.mine(5);
  await isWell();
  const { code, stdout } = await runCli(["status"], { env });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^all is well {2}\(/)]);

  // lag-grows
  isEndpointDown = true;
  await sees("no_endpoint demo");
  await follow("lag-grows", [1]);
  isEndpointDown = false;
  await isWell();

  // endpoint-lies, which is over a day after the last lie
  isEndpointLying = true;
  await devnet.mine();
  await vi.waitFor(async () => expect(await look()).toContain("endpoint_lies demo"), WAIT);
  isEndpointLying = false;
  await sees("endpoint_lies demo");
  expect(await follow("endpoint-lies")).toContain("gave a header that is not the block's");
  await db.pool.query("update disagreement set created_at = created_at - interval '25 hours'");
  await isWell();

  // lane-stopped
  await stopLane(db.kysely, demo.id, { reason: "block 31 was rewritten below final", forkBlock: 30 });
  await sees("lane_stopped demo");
  expect(await follow("lane-stopped")).toContain("again");
  await isWell();

  // screening-gaps, as a rule that throws leaves them
  await db.pool.query(
    `insert into screening_gap (chain_id, heuristic, heuristic_version, block_number, log_index, tx_hash, reason)
     select chain_id, 'fan-in', 1, start_block, 0, sha256('tx'), 'it threw' from lane`,
  );
  await sees("screening_gaps demo");
  await follow("screening-gaps");
  await isWell();

  // gate-failed
  writeList(1);
  expect((await runCli(["watchlist", "import", join(directory, "orders")], { env })).code).toBe(1);
  await sees("gate_failed orders");
  writeList(5);
  expect(await follow("gate-failed")).toContain("HELD BACK");
  await isWell();

  // list-old
  writeFileSync(
    join(directory, "orders/list.yaml"),
    readFileSync(join(directory, "orders/list.yaml"), "utf8").concat(
      `source:\n  format: csv\n  urls:\n    entries.csv: ${publisher.url}/orders.csv\n  every_hours: 24\n`,
    ),
  );
  const synced = await runCli(["watchlist", "sync", directory], { env });
  expect(synced.code, synced.stderr).toBe(0);
  await sees("nobody_fetches processes");
  await start("refresh");
  await sees("list_old orders");
  await follow("list-old", [1]);
  publisher.publish({ "orders.csv": readFileSync(join(directory, "orders/entries.csv"), "utf8") });
  await follow("list-old");
  await isWell();

  // deliveries-fail: nothing reached the exchange's receiver for days
  const exchange = { id: randomUUID(), name: "Kumru" };
  await insertSubscriber(db.kysely, exchange);
  const webhook = await seedSubscription(db, exchange.id, { types: ["alert.final"] });
  const since = new Date(Date.now() - 6 * 86_400_000);
  await markFailing(db.kysely, [{ id: webhook, since }]);
  await stopSubscription(db.kysely, { id: webhook, cause: "failing", since });
  await sees("subscription_off Kumru");
  await follow("deliveries-fail", [1]);
  expect((await resumeAs(exchange.id, webhook)).status).toBe(200);
  await sees("nobody_sends processes");
  await start("notify");
  await isWell();

  // What these print changes nothing; with an endpoint that answers and blocks that are there they say that all is done.
  for (const part of ["coverage-gaps", "disk-fills", "audit-unsigned"]) await follow(part);
  await isWell();
});

/** As the exchange does. */
async function resumeAs(subscriberId: string, webhook: string): Promise<Response> {
  const { secret, prefix, hash } = newApiKeySecret();
  await db.kysely.transaction().execute((tx) =>
    insertApiKey(tx, {
      ...{ id: randomUUID(), name: "Kumru's", prefix, secretHash: hash, role: "exchange", subscriberId },
      ...{ scopes: ["webhooks:read", "webhooks:write"], createdBy: "system", now: new Date() },
      expiresAt: new Date(Date.now() + 86_400_000),
    }),
  );
  const headers = { authorization: `Bearer ${secret}` };
  return fetch(`http://127.0.0.1:${api.port}/v1/subscriptions/${webhook}/resume`, { method: "POST", headers });
}
