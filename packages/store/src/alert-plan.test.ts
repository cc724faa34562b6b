import type { AlertSort } from "@redflag/domain/alert-sort";
import { SEVERITIES } from "@redflag/domain/entry";
import { Kysely, PostgresDialect } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { countOpenAlerts } from "./alert-counts.ts";
import type { AlertSearch } from "./alert-filter.ts";
import { searchAlerts } from "./alert-search.ts";
import type { Schema } from "./schema.ts";

const db = await openTestDatabase();
const asked: Array<{ sql: string; parameters: readonly unknown[] }> = [];
const listened = new Kysely<Schema>({
  dialect: new PostgresDialect({ pool: db.pool }),
  log: ({ query }) => void asked.push(query),
});
const ALERTS = 30_000;
const LIMIT = 50;
/** Of the index, before a page asks for more; of each severity where some are asked for. */
const LOOKED_AT_FIRST = 500;

/** One in ten is open. */
beforeAll(async () => {
  await db.pool.query(
    `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
       evidence_count, first_block, last_block, first_time, last_time, state, state_seq, created_at, group_id, rank, review,
       disposition, closed_revision, worth, worth_usd_micros)
     select id, 1 + n % 2, 'rule-' || n % 3, 1, id, (array['LOW', 'MEDIUM', 'HIGH', 'SEVERE'])[1 + n % 4], 'DIRECT', 300, id, 1, n,
       n, at, at, 'final', 0, at, id, 1, case when n % 10 = 0 then 'open' else 'closed' end,
       case when n % 10 > 0 then 'false_positive' end, case when n % 10 > 0 then id end, '{}', n
     from (
       select n, sha256(n::text::bytea) as id, timestamptz '2026-01-01' + n * interval '1 second' as at
       from generate_series(1, $1::integer) as n
     ) as given`,
    [ALERTS],
  );
  await db.pool.query("vacuum analyze alert");
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Every look at alerts that the read takes: by which index, and at how many in all. */
async function looksOf(read: () => Promise<unknown>): Promise<Array<{ index: string | undefined; rows: number }>> {
  asked.length = 0;
  await read();
  const plans: Plan[] = [];
  const client = await db.pool.connect();
  // So few alerts are read from end to end as fast as a page by an index, unless that is said to be near.
  await client.query("set random_page_cost = 1");
  for (const { sql, parameters } of asked.splice(0)) {
    const { rows } = await client.query(`explain (analyze, format json) ${sql}`, [...parameters]);
    plans.push(rows[0]["QUERY PLAN"][0].Plan);
  }
  client.release(true);
  return plans
    .flatMap(nodesOf)
    .filter((node) => node["Relation Name"] === "alert")
    .map((node) => ({
      index: node["Index Name"],
      rows: (node["Actual Rows"] ?? 0) * (node["Actual Loops"] ?? 1),
    }));
}

const OPEN = { reviews: ["open"] };

test.each<[string, AlertSort, Omit<AlertSearch, "now">, string]>([
  ["the worst first", "severity", {}, "alert_severity"],
  ["the worst first, of what is open", "severity", OPEN, "alert_open_severity"],
  ["LOW ones, the newest first", "severity", { severities: ["LOW"] }, "alert_severity"],
  ["LOW and HIGH ones that are open", "severity", { severities: ["LOW", "HIGH"], ...OPEN }, "alert_open_severity"],
  ["those of an hour, the worst first", "severity", hour(7), "alert_severity"],
  ["the largest first", "amount", {}, "alert_worth"],
  ["the largest first, of what is open", "amount", OPEN, "alert_open_worth"],
  ["the oldest first", "oldest", {}, "alert_open_created"],
])("a page of %s costs a page of one index, the first and the one after it", async (_, sort, search, index) => {
  const page = { sort, grouped: false, limit: LIMIT };
  const wanted = { ...search, now: new Date() };
  const { next } = await searchAlerts(db.kysely, wanted, page);
  for (const place of [{}, next && { after: next }]) {
    const looks = await looksOf(() => searchAlerts(listened, wanted, { ...page, ...place }));
    // What leads their groups is looked up by the key.
    const listed = looks.filter((look) => look.index !== "alert_pkey");
    expect(new Set(listed.map((look) => look.index))).toEqual(new Set([index]));
    expect(listed.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(LOOKED_AT_FIRST * severitiesIn(search));
  }
});

function severitiesIn({ severities, lastFrom }: Omit<AlertSearch, "now">): number {
  return severities?.length ?? (lastFrom === undefined ? 1 : SEVERITIES.length);
}

function hour(n: number): Pick<AlertSearch, "lastFrom" | "lastTo"> {
  const start = Date.parse("2026-01-01T00:00:00Z");
  return { lastFrom: new Date(start + n * 3_600_000), lastTo: new Date(start + (n + 1) * 3_600_000) };
}

test("what waits is counted from small indexes, a bounded number of each", async () => {
  const person = "00000000-0000-4000-8000-000000000001";
  const countMax = 20;
  const looks = await looksOf(() => countOpenAlerts(listened, { now: new Date(), person, countMax }));
  expect(new Set(looks.map(({ index }) => index))).toEqual(
    new Set(["alert_open_count", "alert_open_assignee", "alert_open_due"]),
  );
  // Twelve buckets, each found by one look at the next.
  expect(looks.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(
    12 * (1 + countMax + 1) + 1 + 2 * countMax,
  );
});
