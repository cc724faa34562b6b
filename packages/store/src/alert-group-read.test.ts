import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listRankedGroups } from "./alert-group-read.ts";
import type { Database } from "./database.ts";

const db: Database = await openTestDatabase();
const ALERTS = 20_000;
const BIG = 5_000;

/** Many alerts, a quarter of them in one group, and payments as evidence has them. */
beforeAll(async () => {
  await db.pool.query(
    `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
       evidence_count, first_block, last_block, first_time, last_time, state, state_seq, group_id, rank, group_rank, group_size,
       worth)
     select id, 1 + n % 2, 'rule', 1, id, 'HIGH', 'DIRECT', 300, id, 1, n, n, now(), now(), 'final', 0,
       case when n <= $2 then sha256('1') else id end, n % 10,
       case when n = 1 or n > $2 then n % 10 end, case when n = 1 then $2 when n > $2 then 1 end,
       '{}'
     from (select n, sha256(n::text::bytea) as id from generate_series(1, $1::integer) as n) as given`,
    [ALERTS, BIG],
  );
  await db.pool.query("analyze alert");
});

test("pages go on where the one before ended, each group once, the strongest first", async () => {
  const first = await listRankedGroups(db.kysely, { limit: 60 });
  const last = first.at(-1);
  if (last === undefined) throw new Error("there are groups");
  const second = await listRankedGroups(db.kysely, { limit: 60, after: last });
  const all = [...first, ...second];
  expect(new Set(all.map(({ id }) => id)).size).toBe(120);
  const places = all.map(({ rank, id }) => `${String(1_000 - rank).padStart(4, "0")}/${id}`);
  expect(places).toEqual(places.toSorted());
  for (const { members, size } of all) expect(members).toHaveLength(size);
  const ofOne = await listRankedGroups(db.kysely, { chainId: 2, limit: 20 });
  expect(ofOne.every(({ chainId }) => chainId === 2)).toBe(true);
});

test("of a group of thousands the strongest few are read, and the others counted", async () => {
  const groups = await listRankedGroups(db.kysely, { limit: ALERTS });
  expect(groups).toHaveLength(ALERTS - BIG + 1);
  const big = groups.find(({ size }) => size === BIG);
  expect(big?.members).toHaveLength(8);
  expect(big?.members.every(({ score }) => score === 300)).toBe(true);
});

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

test.each([
  [
    "a page of the ranking",
    "select id from alert where group_rank is not null and group_rank < 8 order by group_rank desc, id limit 50",
    "alert_ranking",
  ],
  [
    "the rest of one rank",
    "select id from alert where group_rank is not null and group_rank = 8 and id > '\\x80' order by id limit 50",
    "alert_ranking",
  ],
  [
    "a page of one chain's ranking",
    "select id from alert where group_rank is not null and chain_id = 2 order by group_rank desc, id limit 50",
    "alert_chain_ranking",
  ],
  [
    "the strongest of a group",
    "select id from alert where group_id = sha256('1') order by rank desc, id limit 8",
    "alert_group",
  ],
  [
    "what has no place yet",
    "select id from alert where chain_id = 1 and worth is null and state <> 'withdrawn' limit 1",
    "alert_unplaced",
  ],
])("%s reads no more of the index than it shows", async (_, query, index) => {
  const { rows } = await db.pool.query(`explain (analyze, format json) ${query}`);
  const nodes = nodesOf(rows[0]["QUERY PLAN"][0].Plan as Plan);
  expect(nodes.map((node) => node["Index Name"]).filter((name) => name !== undefined)).toEqual([index]);
  expect(nodes.some((node) => node["Node Type"] === "Sort" || node["Node Type"] === "Seq Scan")).toBe(false);
  expect(Math.max(...nodes.map((node) => node["Actual Rows"] ?? 0))).toBeLessThanOrEqual(50);
});
