import assert from "node:assert/strict";
import { join } from "node:path";
import type { AlertSort } from "@redflag/domain/alert-sort";
import { countOpenAlerts } from "@redflag/store/alert-counts";
import type { AlertSearch } from "@redflag/store/alert-filter";
import { type SearchPlace, searchAlerts } from "@redflag/store/alert-search";
import { hexOf } from "@redflag/store/bytes";
import { type Database, type Executor, openDatabase } from "@redflag/store/database";
import { countDispositions } from "@redflag/store/disposition";
import { migrate } from "@redflag/store/migrate";
import { type Cluster, openCluster } from "../cluster.ts";
import { fillAlerts } from "./fill-alerts.ts";

/** One list that was asked for page by page. */
export interface AlertFigure {
  what: string;
  p50Ms: number;
  p99Ms: number;
  /** Of PostgreSQL, a page. */
  cpuMs: number;
  /** Rows on the first page. */
  rows: number;
  /** How PostgreSQL goes about the first page: its scans, with rows that each gave. */
  plan: string;
}

interface Asked {
  what: string;
  search: Omit<AlertSearch, "now">;
  sort: AlertSort;
  grouped?: boolean;
}

const PAGE = 50;
const PAGES = 100;
const COUNTED = 5;
/** One list is not asked for any longer. */
const LONGEST_MS = 10_000;

/**
 * A page of each list that people ask for, beside the bare read of one page by the index that serves it: what filters, sorts
 * and bounds cost. Pages follow each other, so that each is another.
 */
export async function runAlerts(alerts: number, onStep: (what: string) => void): Promise<AlertFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("alerts");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      await fillAlerts(db, alerts, onStep);
      await cluster.checkpoint();
      const figures = [await measureFloor(db, cluster)];
      for (const asked of await listsAsked(db)) {
        const figure = await measureList(db, cluster, asked);
        onStep(`${asked.what}: ${figure.p50Ms.toFixed(1)} ms`);
        figures.push(figure);
      }
      onStep("counts");
      figures.push(await measureCounts(db, cluster));
      onStep("precision");
      figures.push(await measurePrecision(db, cluster));
      return figures;
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

export function alertsText(figures: readonly AlertFigure[]): string {
  const [floor] = figures;
  assert(floor !== undefined, "the floor is measured first");
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures
    .map(({ what, p50Ms, p99Ms, cpuMs, rows, plan }) => {
      const times = [p50Ms, p99Ms, cpuMs].map((ms) => `${ms.toFixed(1).padStart(8)}`).join("");
      return `${what.padEnd(width)}${times}  ${(cpuMs / floor.cpuMs).toFixed(1).padStart(7)}x  ${String(rows).padStart(3)}  ${plan}`;
    })
    .join("\n")
    .replace(/^/, `${"".padEnd(width)}  p50 ms  p99 ms  cpu ms    floor  rows  plan\n`);
}

async function listsAsked({ pool }: Database): Promise<Asked[]> {
  const { rows } = await pool.query<{ subject: Buffer; id: Buffer; tx_hash: Buffer; assignee: string }>(
    `select subject, id, tx_hash, (select assignee from alert where review = 'assigned' limit 1) as assignee
     from evidence join alert on alert.id = alert_id where reasons @? '$[*].entry' limit 1`,
  );
  const [one] = rows;
  assert(one !== undefined, "some alert has evidence");
  const { rows: entries } = await pool.query<{ entry: string }>(
    "select reasons->0->'entry'->>'entryId' as entry from evidence where alert_id = $1",
    [one.id],
  );
  const entryId = entries[0]?.entry as `0x${string}`;
  const open = ["open", "assigned", "escalated"];
  const busy = "0x00112233445566778899aabbccddeeff00112233" as const;
  const subject = hexOf(one.subject);
  const digits = (hex: string, length: number) => hex.slice(0, length + 2);
  const span = (hex: string, length: number, whole: number) => ({
    from: digits(hex, length).padEnd(whole + 2, "0") as `0x${string}`,
    to: digits(hex, length).padEnd(whole + 2, "f") as `0x${string}`,
  });
  return [
    { what: "all, by rank", search: {}, sort: "rank" },
    { what: "all, newest", search: {}, sort: "newest" },
    { what: "all, created", search: {}, sort: "created" },
    { what: "due first", search: {}, sort: "due" },
    { what: "oldest first", search: {}, sort: "oldest" },
    { what: "all, the worst first", search: {}, sort: "severity" },
    { what: "all, the largest first", search: {}, sort: "amount" },
    { what: "open, the worst first", search: { reviews: open }, sort: "severity" },
    { what: "open, the largest first", search: { reviews: open }, sort: "amount" },
    {
      what: "open LOW and HIGH, the worst first",
      search: { reviews: open, severities: ["LOW", "HIGH"] },
      sort: "severity",
    },
    {
      what: "open, of nobody, one chain, oldest first",
      search: { reviews: ["open"], assignee: null, chainId: 8453 },
      sort: "oldest",
    },
    { what: "open, groups by rank", search: { reviews: open }, sort: "rank", grouped: true },
    {
      what: "open SEVERE, groups by rank",
      search: { reviews: open, severities: ["SEVERE"] },
      sort: "rank",
      grouped: true,
    },
    { what: "open LOW, groups by rank", search: { reviews: open, severities: ["LOW"] }, sort: "rank", grouped: true },
    {
      what: "open, of nobody, one rule, newest",
      search: { reviews: ["open"], assignee: null, heuristics: ["fan-in"] },
      sort: "newest",
    },
    { what: "mine, due first", search: { reviews: ["assigned"], assignee: one.assignee }, sort: "due" },
    { what: "mine of any review, newest", search: { assignee: one.assignee }, sort: "newest" },
    { what: "overdue, by rank", search: { dueBefore: new Date("2025-12-30T00:00:00Z") }, sort: "rank" },
    { what: "one address, newest", search: { subject }, sort: "newest" },
    { what: "a busy address, newest", search: { subject: busy }, sort: "newest" },
    { what: "a busy address, groups by rank", search: { subject: busy }, sort: "rank", grouped: true },
    { what: "a transaction", search: { transaction: { hash: hexOf(one.tx_hash), payments: [] } }, sort: "rank" },
    {
      what: "8 digits of an address, an id or a transaction",
      search: { prefix: { subject: span(subject, 8, 40), hash: span(subject, 8, 64) } },
      sort: "rank",
    },
    {
      what: "4 digits of them",
      search: { prefix: { subject: span(subject, 4, 40), hash: span(subject, 4, 64) } },
      sort: "rank",
    },
    { what: "an entry of a list", search: { entryId }, sort: "newest" },
    { what: "a list, newest", search: { list: "orders" }, sort: "newest" },
    {
      what: "true positives of one rule and chain, newest",
      search: { dispositions: ["true_positive"], heuristics: ["structuring"], chainId: 8453 },
      sort: "newest",
    },
    {
      what: "humanitarian and SEVERE, groups by rank",
      search: { dispositions: ["humanitarian"], severities: ["SEVERE"] },
      sort: "rank",
      grouped: true,
    },
    { what: "LOW of one chain, by rank", search: { severities: ["LOW"], chainId: 8453 }, sort: "rank" },
    { what: "withdrawn, newest", search: { states: ["withdrawn"] }, sort: "newest" },
    {
      what: "SEVERE of one week, newest",
      search: {
        severities: ["SEVERE"],
        lastFrom: new Date("2025-06-01T00:00:00Z"),
        lastTo: new Date("2025-06-08T00:00:00Z"),
      },
      sort: "newest",
    },
    {
      what: "nothing fits: DIRECT in no chain, newest",
      search: { chainId: 10, exposures: ["DIRECT"] },
      sort: "newest",
    },
  ];
}

async function measureFloor(db: Database, cluster: Cluster): Promise<AlertFigure> {
  let after: { rank: number; id: Buffer } = { rank: 2 ** 31 - 1, id: Buffer.alloc(32, 255) };
  const text =
    "select * from alert where rank is not null and severity = 'HIGH' and (rank, id) < ($1, $2) order by rank desc, id desc limit 51";
  const timed = await measure(cluster, PAGES, async () => {
    const { rows } = await db.pool.query<{ rank: number; id: Buffer }>(text, [after.rank, after.id]);
    after = rows.at(-1) ?? after;
    return rows.length;
  });
  return { what: "floor: a page by its index", ...timed, plan: "" };
}

async function measureList(
  db: Database,
  cluster: Cluster,
  { what, search, sort, grouped = false }: Asked,
): Promise<AlertFigure> {
  let after: SearchPlace | undefined;
  const wanted = { ...search, now: new Date("2026-01-01T00:00:00Z") };
  const ask = (executor: Executor) =>
    searchAlerts(executor, wanted, { sort, grouped, limit: PAGE, ...(after && { after }) });
  const plan = await planOf(db, ask);
  const timed = await measure(cluster, PAGES, async () => {
    const { alerts, next } = await ask(db.kysely);
    after = next;
    return alerts.length;
  });
  return { what, ...timed, plan };
}

async function measureCounts(db: Database, cluster: Cluster): Promise<AlertFigure> {
  const { rows } = await db.pool.query<{ id: string }>("select id from app_user limit 1");
  const asked = { now: new Date("2026-01-01T00:00:00Z"), person: rows[0]?.id ?? "", countMax: 10_000 };
  const plan = await planOf(db, (executor) => countOpenAlerts(executor, asked));
  const timed = await measure(cluster, PAGES, async () => (await countOpenAlerts(db.kysely, asked)).buckets.length);
  return { what: "counts of what waits", ...timed, plan };
}

async function measurePrecision(db: Database, cluster: Cluster): Promise<AlertFigure> {
  const plan = await planOf(db, (executor) => countDispositions(executor));
  const timed = await measure(cluster, COUNTED, async () => (await countDispositions(db.kysely)).length);
  return { what: "precision of every rule", ...timed, plan };
}

/** @returns rows of the first, and times of all */
async function measure(cluster: Cluster, times: number, ask: () => Promise<number>) {
  const rows = await ask();
  const before = cluster.readOpenCpuSeconds();
  const took: number[] = [];
  const end = performance.now() + LONGEST_MS;
  for (let i = 0; i < times && performance.now() < end; i++) {
    const begin = performance.now();
    await ask();
    took.push(performance.now() - begin);
  }
  const cpuMs = ((cluster.readOpenCpuSeconds() - before) * 1_000) / took.length;
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), cpuMs, rows };
}

/** How each statement of it is run, in PostgreSQL's own words. */
async function planOf(db: Database, ask: (executor: Executor) => Promise<unknown>): Promise<string> {
  const statements: Array<{ sql: string; parameters: readonly unknown[] }> = [];
  const noting = instead(db.kysely.getExecutor(), "executeQuery", (execute) => (query: never) => {
    statements.push(query);
    return execute(query);
  });
  const spying = instead(db.kysely, "getExecutor", () => () => noting);
  await ask(spying);
  const plans = [];
  for (const { sql, parameters } of statements) {
    const { rows } = await db.pool.query<{ "QUERY PLAN": string }>(`explain (analyze, timing off) ${sql}`, [
      ...parameters,
    ]);
    const scans = rows.flatMap(
      ({ "QUERY PLAN": line }) =>
        /->\s+(.*(?:Scan|Sort|Aggregate)\b.*?)\s+\(cost.*actual rows=([\d.]+) loops=(\d+)/
          .exec(line)
          ?.slice(1, 4)
          .join(" / ") ?? [],
    );
    plans.push(scans.join("; "));
  }
  return plans.join("  |  ");
}

/** The same object, with one method of its another. Methods keep their own `this`, which has private fields. */
function instead<T extends object, Name extends keyof T>(of: T, name: Name, make: (method: T[Name]) => unknown): T {
  const bound = (key: string | symbol) => {
    const value: unknown = Reflect.get(of, key);
    return typeof value === "function" ? value.bind(of) : value;
  };
  return new Proxy(of, { get: (_, key) => (key === name ? make(bound(key) as T[Name]) : bound(key)) });
}
