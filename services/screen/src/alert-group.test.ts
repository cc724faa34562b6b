import { type Alert, transferName } from "@redflag/domain/alert";
import { type GroupedAlert, groupAlerts, paymentKeys } from "@redflag/domain/alert-group";
import { rankAlert, rankGroup } from "@redflag/domain/alert-rank";
import type { Finding } from "@redflag/domain/finding";
import { sampleFinding } from "@redflag/domain/finding.samples";
import type { Hash } from "@redflag/domain/hex";
import { placeUnplaced } from "@redflag/store/alert-group-write";
import { streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { AlertLedger } from "./alert-ledger.ts";
import { sampleLane as chain } from "./sample-chain.ts";

const db: Database = await openTestDatabase();

beforeEach(async () => {
  await db.pool.query("truncate alert, evidence, event");
});

const RULES = ["rule-a", "rule-b", "rule-c"];
const [ONE, OTHER, THIRD] = ["a1", "a2", "a3"].map((byte) => `0x${byte.repeat(20)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];

/** The payment of a block, which is the ledger's whole content here, and the ones before it that the finding counts. */
function finding(block: number, counts: readonly number[], change: Partial<Finding> = {}): Finding {
  const supporting = counts.map((n) => {
    const { block: at, transfer } = sampleFinding(n);
    return { block: { number: at.number, hash: at.hash, time: at.time }, transfer };
  });
  return sampleFinding(block, { gapS: 3, supporting, ...change });
}

async function append(...findings: readonly Finding[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const alerts = new AlertLedger(tx, chain);
    await alerts.append(findings);
    await alerts.write();
  });
}

async function retract(fork: number, ...findings: readonly Finding[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const alerts = new AlertLedger(tx, chain);
    await alerts.retractAbove(fork);
    await alerts.append(findings);
    await alerts.write();
  });
}

interface Place {
  group: Hash | null;
  rank: number | null;
  groupRank: number | null;
  groupSize: number | null;
}

async function storedPlaces(): Promise<Map<Hash, Place>> {
  const { rows } = await db.pool.query(`
    select '0x' || encode(id, 'hex') as id, '0x' || encode(group_id, 'hex') as "group", rank,
      group_rank as "groupRank", group_size as "groupSize" from alert`);
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

/** What must be stored, of every alert as it stands, by looking at every pair. */
async function rightPlaces(): Promise<Map<Hash, Place>> {
  const alerts: Alert[] = [];
  const grouped: GroupedAlert[] = [];
  for await (const { alert, evidence } of streamAlerts(db.kysely, { withdrawn: true })) {
    alerts.push(alert);
    const [first] = evidence;
    if (first === undefined) continue;
    const payments = new Set(evidence.flatMap(paymentKeys));
    grouped.push({ id: alert.id, firstBlock: alert.firstBlock, opening: paymentKeys(first), payments });
  }
  const groups = groupAlerts(grouped);
  return new Map(
    alerts.map((alert): [Hash, Place] => {
      const group = groups.get(alert.id) ?? null;
      if (group === null) return [alert.id, { group, rank: null, groupRank: null, groupSize: null }];
      const members = alerts.filter(({ id }) => groups.get(id) === group);
      const best = [...Map.groupBy(members, ({ heuristic }) => heuristic).values()].map((own) =>
        Math.max(...own.map(rankAlert)),
      );
      const lead = { groupRank: rankGroup(best), groupSize: members.length };
      const place = { group, rank: rankAlert(alert), groupRank: null, groupSize: null };
      return [alert.id, group === alert.id ? { ...place, ...lead } : place];
    }),
  );
}

test("a payment seen from both sides is one scheme; another payment of the same party is another", async () => {
  await append(finding(1, [], { subject: ONE }), finding(1, [], { subject: OTHER }));
  await append(finding(2, [], { subject: THIRD }));
  const places = [...(await storedPlaces()).values()];
  expect(places.map(({ groupSize }) => groupSize).sort()).toEqual([1, 2, null]);
  expect(await storedPlaces()).toEqual(await rightPlaces());
});

test("two payments in common make one scheme of two rules; when a reorg takes one of them, they are two again", async () => {
  await append(finding(6, [1, 2, 3], { heuristic: "rule-a" }));
  await append(finding(7, [3, 4, 5, 6], { heuristic: "rule-b" }));
  expect([...(await storedPlaces()).values()].map(({ groupSize }) => groupSize).sort()).toEqual([2, null]);
  expect(await storedPlaces()).toEqual(await rightPlaces());
  await retract(6);
  expect(
    [...(await storedPlaces()).values()].map(({ group, groupSize }) => [group !== null, groupSize]).sort(),
  ).toEqual([
    [false, null],
    [true, 1],
  ]);
  expect(await storedPlaces()).toEqual(await rightPlaces());
});

test("a third alert that ties two schemes makes them one, and leaves two when it is withdrawn", async () => {
  await append(finding(4, [1, 2, 3], { heuristic: "rule-a" }));
  await append(finding(8, [5, 6, 7], { heuristic: "rule-b" }));
  await append(finding(9, [1, 2, 5, 6], { heuristic: "rule-c" }));
  expect(new Set([...(await storedPlaces()).values()].map(({ group }) => group)).size).toBe(1);
  await retract(8);
  expect(await storedPlaces()).toEqual(await rightPlaces());
  expect(new Set([...(await storedPlaces()).values()].map(({ group }) => group)).size).toBe(3);
});

test("alerts of before there were places are placed a few at a time, and end as if they had always been", async () => {
  await append(...[4, 5, 6, 7, 8].map((n) => finding(n, [1, 2, 3], { subject: n % 2 === 0 ? ONE : OTHER })));
  await db.pool.query(
    `update alert set group_id = null, rank = null, group_rank = null, group_size = null, worth = null,
       worth_usd_micros = -1`,
  );
  await append(finding(9, [1, 2, 3], { heuristic: "rule-b" }));
  for (;;) if ((await inTransaction(db, (tx) => placeUnplaced(tx, chain.id, 2))) === 0) break;
  expect(await storedPlaces()).toEqual(await rightPlaces());
});

test("whatever comes and goes, the places are those that the standing alerts give", async () => {
  const one = fc.record({
    rule: fc.constantFrom(...RULES),
    subject: fc.constantFrom(ONE, OTHER, THIRD),
    back: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
    skip: fc.integer({ min: 0, max: 3 }),
  });
  const step = fc.record({ fork: fc.option(fc.integer({ min: 1, max: 6 })), add: fc.array(one, { maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await db.pool.query("truncate alert, evidence, event");
      let head = 6;
      for (const { fork, add } of steps) {
        if (fork !== null) head = Math.max(6, head - fork);
        const from = head;
        const findings = add.map(({ rule, subject, back, skip }) => {
          head += skip;
          const counts = [...new Set(back.map((n) => head - n))].filter((n) => n > 0).sort((a, b) => a - b);
          return finding(head, counts, { heuristic: rule, subject });
        });
        // A reorg may take what a finding of before counts: as in the lane, findings with others count only what is final.
        const names = new Set(findings.map((row) => `${row.heuristic}/${row.subject}/${transferName(row.transfer)}`));
        if (names.size !== findings.length) continue;
        if (fork === null) await append(...findings.filter(({ block }) => block.number > from || from === 6));
        else await retract(from, ...findings.filter(({ block }) => block.number > from));
        expect(await storedPlaces()).toEqual(await rightPlaces());
      }
    }),
    { numRuns: 40 },
  );
});
