import type { Address } from "@redflag/domain/address";
import { listAlertsOfSubject } from "@redflag/store/alert-lookup";
import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { type ExplainOptions, explainStoredAlert } from "./explain-alert.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
const inputs = new InputCache();
const GIVER: Address = `0x${"c1".repeat(20)}`;
const RELAY: Address = `0x${"c2".repeat(20)}`;
const TAKER: Address = `0x${"c3".repeat(20)}`;
const DAY_S = 86_400;
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

/** Little for two weeks, then thousands in and out, and 120 dollars more one by one, of which 64 payments are remembered. */
beforeAll(async () => {
  const sample = new SampleChain()
    .mine({ tx: "first", from: GIVER, to: TAKER })
    .mineAfter(3 * DAY_S, { tx: "little", from: GIVER, to: RELAY, amount: dollars(40) })
    .mineAfter(11 * DAY_S, { tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
    .mine({ tx: "out", from: RELAY, to: TAKER, amount: dollars(4_800) })
    .mine(...Array.from({ length: 120 }, (_, n) => ({ tx: `${n}`, from: RELAY, to: TAKER, amount: dollars(1) })));
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
});

async function explained(options?: ExplainOptions) {
  const [alert] = await listAlertsOfSubject(db.kysely, chain.id, RELAY, 1);
  if (alert === undefined) throw new Error("the relay has an alert");
  return explainStoredAlert(db.kysely, inputs, chain, alert, options);
}

test("an alert of many findings tells its past before the first of them, its newest payments, and what is not shown", async () => {
  const explanation = await explained();
  expect(explanation).toMatchObject({
    rule: { id: "rapid-pass-through", epoch: 1 },
    findingCount: 64,
    unreadFindings: 3,
    ownPast: { days: 13, received: { payments: 1, sums: [{ total: "40" }] }, paid: { payments: 0 } },
  });
  expect(explanation.payments).toHaveLength(60);
  expect(explanation.earlier).toHaveLength(5);
  expect(explanation.payments.length + explanation.morePayments).toBe(65);
});

test("a rebuilt alert is explained as the first was", async () => {
  const before = await explained({ currency: "EUR" });
  await db.pool.query("update evidence set reasons = '[]' where ordinal = 0");
  expect((await rebuildLane(db, inputs, chain)).repaired).toHaveLength(1);
  expect(await explained({ currency: "EUR" })).toEqual(before);
});

test("where the subject has too many transfers to go through, its past is not told and why", async () => {
  const { ownPast, ownPastMissing } = await explained({ foldedMax: 0 });
  expect(ownPast).toBeUndefined();
  expect(ownPastMissing).toBe("the subject has more than 0 transfers before it");
});

test("a withdrawn alert keeps its rule and what stays open, and says why it is withdrawn", async () => {
  const [alert] = await listAlertsOfSubject(db.kysely, chain.id, RELAY, 1);
  await db.pool.query("delete from evidence");
  const options = { withdrawnText: "withdrawn: a reorg removed it" };
  const explanation = await explainStoredAlert(
    db.kysely,
    inputs,
    chain,
    { ...(alert ?? (await Promise.reject(new Error("there is one")))), state: "withdrawn" },
    options,
  );
  expect(explanation).toMatchObject({ state: "withdrawn", what: options.withdrawnText, payments: [], figures: [] });
  expect(explanation.notEstablished.length).toBeGreaterThan(3);
});
