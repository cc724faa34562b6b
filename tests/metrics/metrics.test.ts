import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ANSWER_RULES } from "@redflag/chain/answer-class";
import { ROUTES } from "@redflag/contract/http/routes";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { CONDITION_KINDS } from "@redflag/domain/condition";
import { isProblemCode, Problem } from "@redflag/domain/problem";
import { insertSampleAlert, insertSampleEvents } from "@redflag/store/feed.samples";
import { insertLane } from "@redflag/store/lane";
import { upsertTip } from "@redflag/store/tip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { metricsOf, readAlertRules, servedName } from "./ops-files.ts";
import { ENDPOINTS, listServedMetrics, openServedMetrics } from "./served-metrics.ts";

const PAGE = "../../docs/reference/metrics.md";
const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run tests/metrics/metrics.test.ts -u\`. Do not edit. -->

# Metrics

Each process serves them for Prometheus under \`/metrics\` at \`REDFLAG_METRICS_PORT\`, on loopback unless \`REDFLAG_METRICS_HOST\` says
otherwise; \`redflag start\` serves all of them. What ends in \`_total\`, and histograms, are the process's own; nearly all else is read from the
tables when somebody asks, and is the same from every process of its kind: \`max by (chain) (…)\`. Every one has the label \`service\` besides.
Those that Node gives (\`process_…\`, \`nodejs_…\`) are served, too.

No label holds an address, a transaction, a person, an exchange or a URL: chains, lists, rules and endpoints are named as they are configured,
endpoints by host. [How to watch with Prometheus](../guides/watch-with-prometheus.md).

| metric | type | labels | served by | meaning | alerts |
| ------ | ---- | ------ | --------- | ------- | ------ |`;

const SECRET = "hunter2-key";
const ADDRESS = "ab".repeat(20);

const db = await openTestDatabase();
let dataDir: string;
let served: Awaited<ReturnType<typeof openServedMetrics>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "redflag-metrics-"));
  served = await openServedMetrics(db, dataDir);
  await seedRun();
});
afterAll(() => rm(dataDir, { recursive: true }));

/** A little of everything that is counted, with what must not be told in each place that could tell it. */
async function seedRun(): Promise<void> {
  await insertLane(db.kysely, ethereum.id, 5);
  await upsertTip(db.kysely, ethereum.id, { head: { number: 20, hash: `0x${"09".repeat(32)}` }, finalizedNumber: 7 });
  await insertSampleAlert(db.pool);
  await insertSampleEvents(db.pool, ["a"]);
  await db.pool.query("select place_events(10)");
  await db.pool.query(
    `insert into list (id, title, authority, url) values ('sdn', $1, $1, $1), ('other', $1, $1, $1)`,
    [`https://publisher.example/${SECRET}`],
  );
  await db.pool.query(
    `insert into list_source (list_id, format, urls, defaults, every_seconds, bytes_max, succeeded_at, failure_count, failure_code, failure)
     values ('sdn', 'csv', $1::text::jsonb, '{}', 3600, 100, now() - interval '1 hour', 2, 'outbound_failed', $1::text)`,
    [JSON.stringify({ sound: `https://publisher.example/${SECRET}` })],
  );
  await db.pool.query(
    `insert into list_held_version (list_id, base_seq, digest, entry_count, added_count, removed_count, source, failures)
     values ('other', 1, sha256('x'), 1, 1, 1, $1, '[{}]')`,
    [ADDRESS],
  );
  await db.pool.query(
    `insert into screening_gap (chain_id, heuristic, heuristic_version, block_number, log_index, tx_hash, reason)
     values (1, 'watchlist-hit', 1, 1, 1, sha256('x'), $1)`,
    [ADDRESS],
  );
  await db.pool.query(
    "insert into withheld (chain_id, heuristic, heuristic_version, cause, count) values (1, 'fan-in', 1, 'history', 3)",
  );
  await db.pool.query(
    `insert into disagreement (chain_id, endpoint, block_number, kind, detail)
     values (1, 'gone.example', 1, 'receipts_root', jsonb_build_object('said', $1::text))`,
    [ADDRESS],
  );
  await db.pool.query(
    `insert into condition (kind, about, first_seen_at, last_seen_at, severity, figure) values ('lane_stopped', 'ethereum', now(), now(), 'critical', 1)`,
  );
  await db.pool.query(
    `insert into repair (id, chain_id, from_block, to_block, reason, asked_by)
     values (gen_random_uuid(), 1, 1, 2, $1, 'a person')`,
    [ADDRESS],
  );
  for (const blockRead of [0, 1]) await served.source.getTip().catch(() => blockRead);
  served.refresh.countRound({ kind: "failed", problem: new Problem("outbound_failed", SECRET) });
  served.notify.countAttempt(
    { attemptCount: 0, releasedAt: new Date() },
    {
      ...{ beganAt: new Date(), latencyMs: 7, outcome: "failed", failure: "status", status: 500 },
      request: { url: `https://exchange.example/${SECRET}`, headers: {} },
    },
  );
  served.api.observe("getAlert", 200, 0.01);
  served.api.observe("other", 404, 0.01);
  served.api.streams.opened("exchange");
  served.api.streams.ended("exchange", "gone");
}

const isOf =
  (...words: readonly string[]) =>
  (value: string) =>
    words.includes(value);
const isWord = (value: string) => /^[a-z][a-z0-9_-]{0,39}$/.test(value);

/** What bounds each label: a new one says so here. */
const BOUNDS: Readonly<Record<string, (value: string) => boolean>> = {
  chain: isOf(ethereum.name),
  endpoint: isOf(...ENDPOINTS),
  list: isOf("sdn", "other"),
  heuristic: isOf("fan-in"),
  class: isOf(...Object.keys(ANSWER_RULES)),
  code: (value) => value === "" || isProblemCode(value),
  kind: isOf(...CONDITION_KINDS, "repair", "lookback", "list_fetch", "list_release", "feed", "fan_out"),
  route: isOf("other", ...Object.values(ROUTES).map(({ id }) => id)),
  status: (value) => /^[1-5]\d\d$/.test(value),
  le: (value) => /^(\d+(\.\d+)?|\+Inf)$/.test(value),
  version: (value) => /^\d+\.\d+\.\d+$/.test(value),
  // A word of the program's own, each from a union that the compiler holds.
  ...Object.fromEntries(
    ["audience", "cause", "of", "outcome", "position", "reason", "severity", "stage", "state", "verdict", "way"].map(
      (name) => [name, isWord],
    ),
  ),
  failure: (value) => value === "" || isWord(value),
};

test("after a run every label is one that is configured, or a word of a fixed set; nothing secret, nobody's address is in any", async () => {
  let seriesCount = 0;
  for (const [service, registry] of Object.entries(served.registries)) {
    const text = await registry.metrics();
    expect(text, service).not.toMatch(/hunter2|0x[0-9a-f]{6}|(ab){6}|https?:\/\//i);
    for (const { name, values } of await registry.getMetricsAsJSON()) {
      if (!name.startsWith("redflag_")) continue;
      for (const { labels } of values as Array<{ labels: Record<string, string | number> }>) {
        seriesCount++;
        for (const [label, value] of Object.entries(labels).filter(([each]) => each !== "service"))
          expect([name, label, value, BOUNDS[label]?.(String(value))]).toEqual([name, label, value, true]);
      }
    }
  }
  expect(seriesCount).toBeGreaterThan(60);
});

test("the run shows in the metrics of each stage", async () => {
  const text = (await Promise.all(Object.values(served.registries).map((registry) => registry.metrics()))).join("\n");
  for (const line of [
    'redflag_endpoints{chain="ethereum",state="healthy",service="ingest"}',
    'redflag_ledger_behind_blocks{chain="ethereum",service="ingest"} 16',
    'redflag_disagreements{chain="ethereum",verdict="caught",service="ingest"} 1',
    'redflag_waiting_blocks{chain="ethereum",stage="read",service="ingest"} 16',
    'redflag_screening_gaps{chain="ethereum",service="screen"} 1',
    'redflag_list_period_seconds{list="sdn",service="refresh"} 3600',
    'redflag_list_held{list="other",service="refresh"} 1',
    'redflag_waiting_rows{kind="repair",service="notify"} 1',
    'redflag_conditions{kind="lane_stopped",severity="critical",service="notify"} 1',
    'redflag_deliveries{state="dead",service="notify"} 0',
    'redflag_event_age_seconds{chain="ethereum",of="worst",service="api"}',
    'redflag_data_disk_bytes{of="free",service="screen"}',
  ])
    expect(text).toContain(line);
});

test("names are Prometheus': counters end in _total and nothing else does, units are base units", async () => {
  for (const { name, type } of await listServedMetrics(served.registries)) {
    expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
    expect(name).toMatch(/^redflag_[a-z][a-z0-9_]*$/);
    expect(name).not.toMatch(/_(ms|millis|minutes|hours|days|kb|mb|percent)(_|$)/);
  }
});

test("all are told on docs/reference/metrics.md; if not, run this test with -u", async () => {
  const rules = await readAlertRules();
  const rows = (await listServedMetrics(served.registries)).map(({ name, type, help, labels, services }) => {
    const alerts = rules.filter(({ expr }) => metricsOf(expr).some((each) => servedName(each) === name));
    const labelText = labels.filter((label) => label !== "le").map((label) => `\`${label}\``);
    const by = services.length === 5 ? "all" : services.join(", ");
    return `| \`${name}\` | ${type} | ${labelText.join(", ")} | ${by} | ${help} | ${alerts.map(({ alert }) => alert).join(", ")} |`;
  });
  await expect(`${INTRODUCTION}\n${rows.join("\n")}\n`).toMatchFileSnapshot(PAGE);
});
