import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { sampleLane as chain, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";
import { recordOfAddress } from "./why-address.ts";

const db: Database = await openTestDatabase();
let inputs = new InputCache();

const [GIVER, RELAY, TAKER] = ["c1", "c2", "c3"].map((byte) => `0x${byte.repeat(20)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const DAY_S = 86_400;
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

/** After a week 5,000 dollars come in, 4,900 go out, and ten single dollars follow. */
const sample = new SampleChain()
  .mine({ tx: "before", from: GIVER, to: TAKER, amount: dollars(1) })
  .mineAfter(8 * DAY_S)
  .mine({ tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
  .mine({ tx: "out", from: RELAY, to: TAKER, amount: dollars(4_900) })
  .mine(...Array.from({ length: 10 }, (_, n) => ({ tx: `${n}`, from: RELAY, to: TAKER, amount: dollars(1) })));

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, profile, graph_state, withheld, screening_gap, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
});

test("counts each rule's words on all that an address sent, and keeps where it fired last", async () => {
  const { sent, isCut, rules } = await recordOfAddress(db.kysely, inputs, chain, RELAY);
  expect([sent, isCut]).toEqual([11, false]);
  expect(rules.find(({ heuristic }) => heuristic === "rapid-pass-through")).toMatchObject({
    fired: 11,
    silent: 0,
    gaps: 0,
    nearest: { transfer: { blockNumber: 5, logIndex: 9 }, assessment: { outcome: "fires" } },
  });
});

test("asks for the inputs once an epoch, not once a transfer", async () => {
  let askedCount = 0;
  const counted = new InputCache();
  const { ratesFor } = counted;
  counted.ratesFor = (...given) => {
    askedCount++;
    return ratesFor.apply(counted, given);
  };
  await recordOfAddress(db.kysely, counted, chain, RELAY);
  expect(askedCount).toBe(1);
});

test("stops where an address has more transfers than can be gone through, and says so", async () => {
  expect(await recordOfAddress(db.kysely, inputs, chain, RELAY, 5)).toMatchObject({ sent: 4, isCut: true });
  expect(await recordOfAddress(db.kysely, inputs, chain, RELAY, 12)).toMatchObject({ sent: 11, isCut: false });

  const [last] = sample.range(5).transfers.slice(-1);
  if (last === undefined) throw new Error("block 5 has transfers");
  const said = await explainTransfer(db.kysely, inputs, chain, last, 5);
  if (said.kind !== "screened") throw new Error("it is screened");
  expect(said.depth.length).toBeGreaterThan(0);
  for (const { assessment } of said.depth) {
    expect(assessment).toMatchObject({ outcome: "not_asked", text: expect.stringContaining("more than 5 transfers") });
  }
});

test("a rule that throws does not keep the others from answering", async () => {
  const broken = new InputCache();
  broken.ratesFor = async () => ({
    convert() {
      throw new Error("out of order");
    },
    explainMissing: () => "",
  });
  const { sent, rules } = await recordOfAddress(db.kysely, broken, chain, RELAY);
  expect(sent).toBe(11);
  const passThrough = rules.find(({ heuristic }) => heuristic === "rapid-pass-through");
  expect(passThrough).toMatchObject({ fired: 0, gaps: 11, nearest: { assessment: { outcome: "gap" } } });
});
