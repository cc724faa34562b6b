import type { Address } from "@redflag/domain/address";
import { currentInputs } from "@redflag/domain/epoch";
import { decodeProfile } from "@redflag/domain/profile-codec";
import { listContracts } from "@redflag/domain/token-registry";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { beforeEach, expect, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { type Payment, SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";

/** Of the catalogue, one rule that reads what only the newest layout keeps. */
vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { HEURISTICS } = await original();
  return { HEURISTICS: HEURISTICS.filter(({ id }) => id === "swap-after-freeze") };
});

const db: Database = await openTestDatabase();
const DAY_S = 86_400;
const [SUBJECT, PARTNER, POOL] = ["c1", "c2", "c3"].map((byte): Address => `0x${byte.repeat(20)}`) as [
  Address,
  Address,
  Address,
];
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };
let inputs = new InputCache();

beforeEach(async () => {
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
  await insertLane(db.kysely, chain.id, 1);
});

const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

/** A token of the demo chain that nobody is known to freeze. */
const unfreezable = listContracts("demo").find(({ contract }) => contract.freezes === "none")?.contract;

function swap(tx: string, amount: number): Payment[] {
  if (unfreezable === undefined) throw new Error("the demo chain has a token without freezes");
  const got = BigInt(amount) * 10n ** BigInt(unfreezable.decimals);
  return [
    { tx, from: SUBJECT, to: POOL, amount: dollars(amount) },
    { tx, from: POOL, to: SUBJECT, amount: got, token: unfreezable.address },
  ];
}

/** A block a day: paid on the second, its partner frozen on the fifth, exchanged on the twelfth. */
function sample(head: number): SampleChain {
  const mined = new SampleChain().mineAfter(DAY_S).mineAfter(DAY_S, {
    tx: "paid",
    from: PARTNER,
    to: SUBJECT,
    amount: dollars(9_000),
  });
  mined.mineAfter(DAY_S).mineAfter(DAY_S).say("freeze", PARTNER);
  while (mined.head < 11) mined.mineAfter(DAY_S);
  mined.mineAfter(DAY_S, ...swap("swap", 5_000));
  while (mined.head < head) mined.mineAfter(DAY_S);
  return mined;
}

async function screen(mined: SampleChain, from: number, to = mined.head): Promise<void> {
  await writeRange(db, chain, mined.range(from, to));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(to), finalizedNumber: to });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

async function alerts(): Promise<StoredAlert[]> {
  return Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true }));
}

async function profileOf(address: Address) {
  const { rows } = await db.pool.query("select state from profile where chain_id = $1 and address = $2", [
    chain.id,
    Buffer.from(address.slice(2), "hex"),
  ]);
  return decodeProfile(rows[0].state);
}

/** What `why` says of the exchange. */
async function explained(mined: SampleChain) {
  const [given] = mined.range(12, 12).transfers;
  if (given === undefined) throw new Error("the twelfth block has the exchange");
  const explanation = await explainTransfer(db.kysely, new InputCache(), chain, given);
  return explanation.kind === "screened" ? explanation.depth : [];
}

test.each([1, 3, 7, 45])("a freeze nearby and an exchange in one transaction, %d blocks at a time", async (step) => {
  const mined = sample(45);
  for (let from = 1; from <= mined.head; from += step) await screen(mined, from, Math.min(from + step - 1, mined.head));
  const before = await alerts();
  expect(before).toMatchObject([
    {
      alert: { heuristic: "swap-after-freeze", subject: SUBJECT, severity: "LOW", state: "final" },
      evidence: [{ block: { number: 12 }, supporting: [{ block: { number: 2 } }, { block: { number: 12 } }] }],
    },
  ]);
  const words = await explained(mined);
  expect(words).toMatchObject([{ assessment: { outcome: "fires" } }]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });

  await screen(mined.mineAfter(DAY_S), 46);
  const { dropped } = await cutLedger(db, inputs, chain, { before: mined.blockAt(11).time, now: 1_800_000_000 });
  expect(dropped).toMatchObject([{ to: 9 }]);
  expect(await explained(mined)).toEqual(words);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect(await alerts()).toEqual(before);
});

test("an epoch from before the layout folds without it, then and in a rebuild, and the next one goes on from there", async () => {
  const mined = sample(12);
  const { layout: _, ...old } = currentInputs({}, {});
  await db.pool.query("insert into epoch (chain_id, generation, seq, from_block, inputs) values ($1, 1, 1, 1, $2)", [
    chain.id,
    JSON.stringify(old),
  ]);
  await writeRange(db, chain, mined.range(1));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(12), finalizedNumber: 12 });
  await db.pool.query("update lane set head_position = 12, head_hash = null, final_position = 12 where chain_id = $1", [
    chain.id,
  ]);
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  expect(await alerts()).toEqual([]);
  expect((await profileOf(SUBJECT)).recentOut).toMatchObject([{ token: undefined }]);
  expect(await profileOf(SUBJECT)).toMatchObject({ detailFrom: undefined });

  await screen(mined.mineAfter(DAY_S, ...swap("second", 3_000)), 13);
  const after = await profileOf(SUBJECT);
  expect(after.recentOut.map(({ token }) => token === undefined)).toEqual([true, false]);
  expect(after.detailFrom).toBe(mined.blockAt(13).time);
  expect(await alerts()).toMatchObject([{ evidence: [{ block: { number: 13 } }] }]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect(await profileOf(SUBJECT)).toEqual(after);
});

test("a profile of a later program stops the step in words, and nothing of it is written", async () => {
  const mined = sample(12);
  await screen(mined, 1);
  await db.pool.query("update profile set state = $2 where chain_id = $1", [chain.id, Buffer.from([4, 0, 0])]);
  await expect(screen(mined.mineAfter(DAY_S, ...swap("second", 3_000)), 13)).rejects.toMatchObject({
    code: "profile_newer",
    detail: "a stored profile has layout 4; this Redflag knows 2 to 3",
    retry: "fatal",
  });
  expect(await alerts()).toHaveLength(1);
});
