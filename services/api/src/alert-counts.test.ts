import { COUNTED_MAX } from "@redflag/contract/http/routes/alerts";
import { SEVERITIES } from "@redflag/domain/entry";
import { type AlertBucket, countOpenAlerts } from "@redflag/store/alert-counts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { alertCountsBody } from "./alert-counts-body.ts";

const db = await openTestDatabase();
const NOW = new Date("2026-03-01T12:00:00Z");
const ME = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

interface Made {
  chain: number;
  caip2: string;
  heuristic: string;
  severity: (typeof SEVERITIES)[number];
  review: "open" | "assigned" | "escalated" | "snoozed" | "closed";
  assignee: string | null;
  wakes: Date;
  due: Date;
  isWithdrawn: boolean;
}

const made: fc.Arbitrary<Made> = fc
  .record({
    chain: fc.constantFrom([1, "eip155:1"] as const, [8453, "eip155:8453"] as const),
    heuristic: fc.constantFrom("structuring", "watchlist-hit"),
    severity: fc.constantFrom(...SEVERITIES),
    review: fc.constantFrom("open", "assigned", "escalated", "snoozed", "closed"),
    person: fc.constantFrom(null, ME, OTHER),
    wakes: fc.constantFrom(-1, 0, 1).map(hours),
    due: fc.constantFrom(-1, 0, 1).map(hours),
    isWithdrawn: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  })
  .map(({ chain: [chain, caip2], person, ...rest }) => ({
    chain,
    caip2,
    ...rest,
    assignee: rest.review === "open" ? null : rest.review === "assigned" ? (person ?? ME) : person,
  }));

async function seed(alerts: readonly Made[]): Promise<void> {
  await db.pool.query("truncate alert cascade");
  await db.pool.query("delete from app_user");
  await db.pool.query(
    `insert into app_user (id, email, name, roles, password_hash)
     select id, id || '@example.org', 'Ada', '{analyst}', 'x' from unnest($1::uuid[]) id`,
    [[ME, OTHER]],
  );
  for (const [n, one] of alerts.entries()) {
    const closed = one.review === "closed";
    await db.pool.query(
      `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
         evidence_count, first_block, last_block, first_time, last_time, state, state_seq, review, assignee, snoozed_until,
         disposition, closed_revision)
       values (sha256($1::text::bytea), $2, $3, 1, '\\x01', $4, 'DIRECT', 1, '\\x00', 1, 1, 1, now(), now(), $5, 0, $6, $7, $8, $9,
         $10)`,
      [
        n,
        one.chain,
        one.heuristic,
        one.severity,
        one.isWithdrawn ? "withdrawn" : "final",
        one.review,
        one.assignee,
        one.review === "snoozed" ? one.wakes : null,
        closed ? "false_positive" : null,
        closed ? Buffer.alloc(1) : null,
      ],
    );
    await db.pool.query("update alert set due_at = $2 where id = sha256($1::text::bytea)", [n, one.due]);
  }
}

/** As the review reads at that time. */
function reviewNow({ review, wakes, assignee }: Made): string {
  if (review !== "snoozed" || wakes > NOW) return review;
  return assignee === null ? "open" : "assigned";
}

function lookAtAll(alerts: readonly Made[]) {
  const waiting = alerts.filter(({ review, isWithdrawn }) => review !== "closed" && !isWithdrawn);
  const count = (holds: (one: Made) => boolean) => ({ count: waiting.filter(holds).length, more: false });
  const named = <Name extends string>(name: Name, of: (one: Made) => string) =>
    [...new Set(waiting.map(of))].sort().map((value) => ({ [name]: value, ...count((one) => of(one) === value) }));
  return {
    open: count(() => true),
    mine: count(({ assignee }) => assignee === ME),
    unassigned: count(({ assignee }) => assignee === null),
    overdue: count(({ due }) => due < NOW),
    severity: Object.fromEntries(SEVERITIES.map((name) => [name, count(({ severity }) => severity === name)])),
    chain: named("chain", ({ caip2 }) => caip2),
    heuristic: named("heuristic", ({ heuristic }) => heuristic),
    review: Object.fromEntries(
      ["open", "assigned", "escalated", "snoozed"].map((name) => [name, count((one) => reviewNow(one) === name)]),
    ),
  };
}

test("the counts are those of looking at every alert", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(made, { maxLength: 25 }), async (alerts) => {
      await seed(alerts);
      const asked = { now: NOW, person: ME, countMax: COUNTED_MAX };
      expect(alertCountsBody(await countOpenAlerts(db.kysely, asked))).toEqual(lookAtAll(alerts));
    }),
    { seed: 4, numRuns: 25 },
  );
});

test("no bucket is counted further than one more than asked for", async () => {
  const one = { chain: 1, caip2: "eip155:1", heuristic: "fan-in", severity: "LOW", assignee: ME } as const;
  const assigned = { ...one, review: "assigned", wakes: NOW, due: hours(-1), isWithdrawn: false } as const;
  await seed(Array.from({ length: 6 }, () => assigned));
  const { buckets, mine, overdue } = await countOpenAlerts(db.kysely, { now: NOW, person: ME, countMax: 3 });
  expect([buckets.map(({ count }) => count), mine, overdue]).toEqual([[4], 4, 4]);
});

test("what was not counted to its end says that there is more, of all that it may belong to", () => {
  const none = { unassigned: 0, woken: 0, wokenUnassigned: 0 };
  const many = {
    heuristic: "fan-in",
    severity: "LOW",
    review: "assigned",
    ...none,
    chainId: 1,
    count: COUNTED_MAX + 1,
  };
  const few: AlertBucket = { ...many, severity: "HIGH", review: "open", count: 2, unassigned: 2 };
  const body = alertCountsBody({ buckets: [many, few], mine: COUNTED_MAX, overdue: COUNTED_MAX + 1 });
  const full = { count: COUNTED_MAX, more: true };
  expect(body).toMatchObject({
    open: full,
    mine: { count: COUNTED_MAX, more: false },
    unassigned: { count: 2, more: false },
    overdue: full,
    severity: { LOW: full, HIGH: { count: 2, more: false } },
    chain: [{ chain: "eip155:1", ...full }],
    review: { assigned: full, open: { count: 2, more: false } },
  });
});
