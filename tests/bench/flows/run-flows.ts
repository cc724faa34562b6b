import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { seedKey } from "../../../services/api/src/testing/seed-callers.ts";
import { loginUrl, type Server, start, stop } from "../api/take-turns.ts";
import { type Cluster, openCluster } from "../cluster.ts";
import { summarizeLatency } from "../latency/latency-summary.ts";
import { addressesOf, fillLedger } from "../lookback/fill-ledger.ts";
import { fillList } from "../lookback/million-list.ts";
import { openLane } from "../lookback/open-lane.ts";
import { readCpuSeconds } from "../postgres-cpu.ts";
import { rememberAddresses } from "./remember-addresses.ts";

const BARE = import.meta.resolve("./bare-profile.ts");
const PRODUCT = import.meta.resolve("../api/product-server.ts");
const LIST_ENTRIES = 100_000;
const HUBS = 3;
const ASKED_PER_KIND = 50;
/** Numbers of addresses as `fillLedger` draws them: the lower, the busier. */
const KINDS: Readonly<Record<string, (index: number) => number>> = {
  quiet: (index) => 500_000 + 997 * index,
  busy: (index) => 100 + index,
  "hot wallet": (index) => index % HUBS,
};
const QUESTIONS: ReadonlyArray<{ name: string; suffix: string }> = [
  { name: "address", suffix: "" },
  { name: "graph, 1 hop", suffix: "/graph?hops=1" },
  { name: "graph, 2 hops", suffix: "/graph" },
  { name: "graph, 3 hops of 200 nodes", suffix: "/graph?hops=3&nodes=200&edges=500" },
];

export interface FlowsRow {
  what: string;
  /** Transfers of each address asked for, on average. */
  transfers: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Processor milliseconds of one answer; absent where they are not measured. */
  cpuMs?: { server: number; postgres: number };
}

export interface FlowsOptions {
  transfers: number;
  onStep(what: string): void;
}

/**
 * What it takes to tell of an address and of the graph around it, by how busy it is, through the API as it runs; beside a
 * bare route that reads one profile by its key. One after the other: what is measured is the answer and no queue.
 */
export async function runFlows({ transfers, onStep }: FlowsOptions): Promise<FlowsRow[]> {
  const cluster = await openCluster();
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-bench-"));
  const servers: Server[] = [];
  try {
    const url = await cluster.createDatabase("flows");
    const { env, secret, kinds } = await seed(url, transfers, onStep);
    await cluster.checkpoint();
    const bare = await start(BARE, env);
    servers.push(bare);
    const product = await start(PRODUCT, { ...env, BENCH_DATA_DIR: dataDir });
    servers.push(product);
    const rows: FlowsRow[] = [];
    for (const { kind, addresses, each } of kinds) {
      const measured = async (what: string, server: Server, suffix: string) => {
        onStep(`${kind}: ${what}`);
        const paths = addresses.map((address) => `/v1/addresses/0x${address.toString("hex")}${suffix}`);
        rows.push({ what: `${kind}: ${what}`, transfers: each, ...(await ask(server, cluster, secret, paths)) });
      };
      await measured("bare route, one row by key", bare, "");
      for (const { name, suffix } of QUESTIONS) await measured(name, product, suffix);
    }
    return rows;
  } finally {
    for (const server of servers) await stop(server);
    await cluster.release();
    await rm(dataDir, { recursive: true });
  }
}

async function seed(url: string, transfers: number, onStep: (what: string) => void) {
  const db = await openDatabase({ url, applicationName: "bench" });
  try {
    await migrate(db, join(import.meta.dirname, "../../../migrations"));
    const head = await fillLedger(db, transfers, onStep, { hubs: HUBS });
    onStep(`a list of ${LIST_ENTRIES} entries`);
    await fillList(db, LIST_ENTRIES);
    await openLane(db, demo, 1, head);
    const kinds = [];
    for (const [kind, numberOf] of Object.entries(KINDS)) {
      onStep(`what is remembered of each ${kind}`);
      const numbers = Array.from({ length: ASKED_PER_KIND }, (_, index) => numberOf(index));
      const addresses = await addressesOf(db, numbers);
      const distinct = [...new Map(addresses.map((address) => [address.toString("hex"), address])).values()];
      await rememberAddresses(db, distinct, head);
      kinds.push({ kind, addresses, each: Math.round((await countTransfers(db, distinct)) / distinct.length) });
    }
    const { secret } = await seedKey(db, "analyst");
    await db.pool.query("vacuum analyze profile, list_entry");
    const env = {
      BENCH_DATABASE_URL: url,
      BENCH_STAFF_URL: await loginUrl(db, url, "redflag_api"),
      BENCH_EXCHANGE_URL: await loginUrl(db, url, "redflag_exchange"),
    };
    return { env, secret, kinds };
  } finally {
    await db.close();
  }
}

async function countTransfers(db: Database, addresses: readonly Buffer[]): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select (select count(*) from transfer where sender = any($1::bytea[]))::integer
       + (select count(*) from transfer where recipient = any($1::bytea[]))::integer as count`,
    [addresses],
  );
  return rows[0]?.count ?? 0;
}

async function ask(
  server: Server,
  cluster: Cluster,
  secret: string,
  paths: readonly string[],
): Promise<Omit<FlowsRow, "what" | "transfers">> {
  const isMeasured = process.platform === "linux";
  const cpu = () => ({ server: readCpuSeconds(Number(server.process.pid)), postgres: cluster.readOpenCpuSeconds() });
  const before = isMeasured ? cpu() : undefined;
  const latencies: number[] = [];
  for (const path of paths) {
    const begin = performance.now();
    const reply = await fetch(server.url + path, { headers: { authorization: `Bearer ${secret}` } });
    const text = await reply.text();
    latencies.push(performance.now() - begin);
    if (!reply.ok) throw new Error(`${server.url} answered ${reply.status}: ${text}`);
  }
  const after = isMeasured ? cpu() : undefined;
  const each = (seconds: number) => (1_000 * seconds) / paths.length;
  const { p50Ms, p99Ms, maxMs } = summarizeLatency(server.url, latencies);
  return {
    p50Ms,
    p99Ms,
    maxMs,
    ...(before !== undefined &&
      after !== undefined && {
        cpuMs: { server: each(after.server - before.server), postgres: each(after.postgres - before.postgres) },
      }),
  };
}

export function flowsText(rows: readonly FlowsRow[]): string {
  const table = [
    ["", "transfers", "p50 ms", "p99 ms", "max ms", "server CPU ms", "postgres CPU ms"],
    ...rows.map(({ what, transfers, p50Ms, p99Ms, maxMs, cpuMs }) => [
      what,
      ...[transfers, p50Ms, p99Ms, maxMs].map(String),
      ...(cpuMs === undefined ? ["–", "–"] : [cpuMs.server.toFixed(1), cpuMs.postgres.toFixed(1)]),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 2)))
        .join(""),
    )
    .join("\n");
}
