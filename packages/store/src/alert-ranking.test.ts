import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { countRecentAlerts, listRankCounts } from "./alert-ranking.ts";

const db = await openTestDatabase();

/** Two alerts of one scheme, the later one the stronger; one that stands alone a day after, and a withdrawn one. */
test("what describes one scheme is counted as one place, by its strongest alert's rule, on the day it began", async () => {
  await db.pool.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq, group_id, rank, group_rank, group_size)
    select sha256(name::bytea), 1, rule, 1, substring(sha256(name::bytea) for 20), 'HIGH', 'BEHAVIORAL', 1, sha256(name::bytea),
      1, 1, 1, day, day, state, 0, sha256(lead::bytea), rank, group_rank, group_size
    from (values
      ('a', 'structuring', '2026-05-01 12:00+00'::timestamptz, 'final', 'a', 150, 265, 2),
      ('b', 'pass-through', '2026-05-02 12:00+00', 'final', 'a', 250, null, null),
      ('c', 'structuring', '2026-05-02 13:00+00', 'provisional', 'c', 150, 150, 1),
      ('d', 'structuring', '2026-05-02 13:00+00', 'withdrawn', null, null, null, null)
    ) as given (name, rule, day, state, lead, rank, group_rank, group_size);
    update alert set review = 'closed', disposition = 'true_positive', closed_revision = revision
    where id in (sha256('a'), sha256('b'))`);
  const scheme = { heuristic: "pass-through", rank: 265, day: "2026-05-01", count: 1, alerts: 2, truePositives: 1 };
  const other = { heuristic: "structuring", rank: 150, day: "2026-05-02", count: 1, alerts: 1, truePositives: 0 };
  expect(await listRankCounts(db.kysely, {})).toEqual([scheme, other]);
  expect(await listRankCounts(db.kysely, { from: new Date("2026-05-02"), chainId: 1 })).toEqual([other]);
  expect(await listRankCounts(db.kysely, { to: new Date("2026-05-02") })).toEqual([scheme]);
  expect(await listRankCounts(db.kysely, { chainId: 2 })).toEqual([]);
});

test("alerts that stand are counted by rule since a time, withdrawn ones left out", async () => {
  const all = await countRecentAlerts(db.kysely, new Date("2026-05-01"));
  expect(all).toEqual({
    since: new Date("2026-05-01"),
    counts: new Map([
      ["pass-through", 1],
      ["structuring", 2],
    ]),
  });
  const later = await countRecentAlerts(db.kysely, new Date("2026-05-02T12:30:00Z"));
  expect(later.counts).toEqual(new Map([["structuring", 1]]));
  expect((await countRecentAlerts(db.kysely, new Date("2026-06-01"))).counts).toEqual(new Map());
  await db.pool.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
    select sha256(n::text::bytea), 1, 'flood', 1, substring(sha256('f') for 20), 'HIGH', 'BEHAVIORAL', 1, sha256('f'),
      1, 1, 1, '2026-05-03'::timestamptz + n * interval '1 second', '2026-05-03'::timestamptz + n * interval '1 second', 'final', 0
    from generate_series(1, 10001) as n`);
  const bounded = await countRecentAlerts(db.kysely, new Date("2026-05-01"));
  expect(bounded.counts).toEqual(new Map([["flood", 10_000]]));
  expect(bounded.since).toEqual(new Date(Date.parse("2026-05-03") + 2_000));
});
