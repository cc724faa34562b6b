import type { ExampleHop } from "@redflag/domain/cross-chain/example-hops";
import type { Entry } from "@redflag/domain/entry";
import { exampleParty } from "@redflag/domain/example-encounter";
import { streamAlerts } from "@redflag/store/alert-read";
import { countLegGaps } from "@redflag/store/hop-leg";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { listScreeningGaps } from "@redflag/store/screening-gap";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { SampleBridges, sampleBridged } from "./cross-chain-sample.ts";
import { rebuildCrossChain, screenCrossChain } from "./cross-chain-step.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, LISTED, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

/** Whoever pays so much makes these rules throw; so does the block it stands in, where a rule sees no amount. */
const HOSTILE_AMOUNT = vi.hoisted(() => 4_966_666_666n);
const HOSTILE_BLOCK = vi.hoisted(() => 4);

/** Of the stages other than the head's, one rule each. */
vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { HEURISTICS } = await original();
  const refuse = (isHostile: boolean) => {
    if (isHostile) throw new Error("hostile");
  };
  const broken = HEURISTICS.map((rule): (typeof HEURISTICS)[number] => {
    const { id } = rule;
    if (rule.stage === "depth" && (id === "rapid-pass-through" || id === "indirect-exposure")) {
      const assess: typeof rule.assess = (encounter, params) => {
        refuse(encounter.transfer.amount === HOSTILE_AMOUNT);
        return rule.assess(encounter, params);
      };
      return { ...rule, assess };
    }
    if (rule.stage === "graph" && id === "fan-in") {
      const find: typeof rule.find = (edge, ...rest) => {
        refuse(edge.blockNumber === HOSTILE_BLOCK);
        return rule.find(edge, ...rest);
      };
      return { ...rule, find };
    }
    if (rule.stage === "cross-chain") {
      const assess: typeof rule.assess = (path, params) => {
        refuse(path.hops.at(-1)?.arrival.payment.transfer.amount === HOSTILE_AMOUNT);
        return rule.assess(path, params);
      };
      return { ...rule, assess };
    }
    return rule;
  });
  return { HEURISTICS: broken };
});

const db = await openTestDatabase();
const list = { id: "test", title: "Test", authority: "Test authority" };
const listed: Entry = {
  address: LISTED,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};
await importListVersion(db, { list, entries: [listed], source: "test" });

const account = (byte: string) => `0x${byte.repeat(20)}` as const;
const [GIVER, FIRST, SECOND, TAKER] = ["c1", "c2", "c3", "c4"].map(account) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const DOLLAR = 1_000_000n;
const DAY_S = 86_400;

async function rulesOf(subject: `0x${string}`): Promise<string[]> {
  const rules: string[] = [];
  for await (const { alert } of streamAlerts(db.kysely, { withdrawn: true })) {
    if (alert.subject === subject) rules.push(alert.heuristic);
  }
  return rules.sort();
}

test("rules of a lane that throw on one transfer leave their gaps there; other rules and transfers are judged", async () => {
  const mined = new SampleChain()
    .mine({ tx: "start", from: GIVER, to: TAKER, amount: DOLLAR })
    .mineAfter(20 * DAY_S)
    .mine({ tx: "in", from: LISTED, to: FIRST, amount: 5_000n * DOLLAR })
    .mine({ tx: "hostile", from: FIRST, to: SECOND, amount: HOSTILE_AMOUNT })
    .mine({ tx: "on", from: SECOND, to: TAKER, amount: 4_900n * DOLLAR });
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, mined.range(1));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(mined.head), finalizedNumber: mined.head });
  const inputs = new InputCache();
  expect(await screenLane({ db, inputs, policyOf: () => "proof" }, chain)).not.toHaveProperty("stopped");

  const gaps = await listScreeningGaps(db.kysely, chain.id, { limit: 10 });
  expect(gaps.map(({ heuristic }) => heuristic).sort()).toEqual(["fan-in", "indirect-exposure", "rapid-pass-through"]);
  for (const gap of gaps) expect(gap).toMatchObject({ blockNumber: HOSTILE_BLOCK, logIndex: 0 });
  for (const { reason } of gaps) expect(reason).toContain("failed on block 4");
  expect(await findLane(db.kysely, chain.id)).toMatchObject({ checkpointPosition: mined.head });
  // The next payment is judged by the very rules that threw.
  expect(await rulesOf(LISTED)).toEqual(["watchlist-hit"]);
  expect(await rulesOf(SECOND)).toEqual(["rapid-pass-through"]);
  expect(await rulesOf(TAKER)).toEqual(["indirect-exposure"]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await listScreeningGaps(db.kysely, chain.id, { limit: 10 })).toEqual(gaps);
});

test("a rule across chains that throws on one arrival leaves its gap there; the next arrival is judged", async () => {
  const names = ["ethereum", "base", "optimism"] as const;
  const [A, B, C] = [1, 2, 3].map(exampleParty) as [`0x${string}`, `0x${string}`, `0x${string}`];
  const hop = (from: string, to: string, sender: typeof A, recipient: typeof A, amount: string, atS: number) => {
    return { from, to, sender, recipient, amount, atS } satisfies ExampleHop;
  };
  const sample = new SampleBridges([
    hop("ethereum", "base", A, B, "4966.666666", 600),
    hop("base", "optimism", B, C, "4960", 2_400),
  ]);
  for (const name of names) {
    const lane = sampleBridged(name);
    await insertLane(db.kysely, lane.id, 1);
    await writeRange(db, lane, sample.range(name, 1, 200));
    await upsertTip(db.kysely, lane.id, { head: sample.blockAt(name, 200), finalizedNumber: 200 });
    await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, lane);
  }
  const inputs = new InputCache();
  await screenCrossChain({ db, inputs });
  expect(await countLegGaps(db.kysely)).toBe(1);
  expect(await rulesOf(C)).toEqual(["chain-hop"]);
  expect(await rebuildCrossChain({ db, inputs })).toMatchObject({ identical: 1, repaired: [] });
  expect(await countLegGaps(db.kysely)).toBe(1);
});
