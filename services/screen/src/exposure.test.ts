import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { decodeExposure } from "@redflag/domain/exposure/exposure-codec";
import { streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { resetMemory } from "@redflag/store/memory";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rememberedExposure } from "./remembered-exposure.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { LISTED, SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";
import { recordOfAddress } from "./why-address.ts";

/** Rules that look back for months keep retention from cutting chains as short as these: this one, for a week. */
vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { HEURISTICS } = await original();
  const { shortMemory } = await import("./short-memory.ts");
  const own = HEURISTICS.filter(({ id }) => id === "indirect-exposure").map((heuristic) => {
    const { params } = heuristic;
    const parse = (given: object) => params.parse({ windowDays: 7, ...given });
    const safeParse = (given: object) => params.safeParse({ windowDays: 7, ...given });
    return { ...heuristic, params: { parse, safeParse } };
  });
  return { HEURISTICS: [...shortMemory({ HEURISTICS }).HEURISTICS, ...(own as never[])] };
});

const db: Database = await openTestDatabase();
const DAY_S = 86_400;
const account = (byte: string): Address => `0x${byte.repeat(20)}`;
const [WALLET, RELAY, TAKER, LAST] = [account("e1"), account("c2"), account("c3"), account("c4")];
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };
let inputs = new InputCache();

const base = { family: "eip155", authority: "Test data", confidence: 90 } as const;
const listed: Entry = {
  ...base,
  address: LISTED,
  category: "terrorist_financing",
  severity: "SEVERE",
  sharing: "TLP:RED",
};
const wallet: Entry = { ...base, address: WALLET, category: "exchange", severity: "LOW", sharing: "TLP:CLEAR" };
const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

function another(): void {
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
}

beforeEach(async () => {
  await db.pool.query(`truncate ${LIST_TABLES}`);
  await importList(listed, wallet);
  another();
  await insertLane(db.kysely, chain.id, 1);
});

/** A block a day: the listed address pays a relay, that pays on over the edges of partitions, and a part goes to a wallet. */
function sample(): SampleChain {
  const mined = new SampleChain();
  while (mined.head < 40) {
    const day = mined.head + 1;
    const out = { tx: `out ${day}`, from: LISTED, to: RELAY, amount: dollars(1_000) };
    const on = { tx: `on ${day}`, from: RELAY, to: TAKER, amount: dollars(600) };
    const last = { tx: `last ${day}`, from: TAKER, to: LAST, amount: dollars(300) };
    const paidIn = { tx: `in ${day}`, from: LAST, to: WALLET, amount: dollars(200) };
    if (day === 3 || day === 19) mined.mineAfter(DAY_S, out);
    else if (day === 9 || day === 21) mined.mineAfter(DAY_S, on, last);
    else if (day === 12 || day === 23) mined.mineAfter(DAY_S, paidIn);
    else mined.mineAfter(DAY_S);
  }
  return mined;
}

async function screen(mined: SampleChain, from: number, to: number): Promise<void> {
  await writeRange(db, chain, mined.range(from, to));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(to), finalizedNumber: to });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

const bytesOf = (address: Address) => Buffer.from(address.slice(2), "hex");

async function memory(): Promise<unknown> {
  const { rows } = await db.pool.query(
    `select encode(address, 'hex') as address, encode(exposure, 'hex') as all, encode(shared_exposure, 'hex') as shared
     from profile where chain_id = $1 and (exposure is not null or shared_exposure is not null) order by 1`,
    [chain.id],
  );
  return rows;
}

async function told() {
  const all = [];
  for await (const alert of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) {
    if (alert.alert.heuristic === "indirect-exposure") all.push(alert);
  }
  return all.map(({ alert: { subject, severity, exposure }, evidence }) => ({
    subject,
    severity,
    exposure,
    blocks: evidence.map(({ block }) => block.number),
    supporting: evidence.map(({ supporting }) => supporting.map(({ block }) => block.number)),
  }));
}

const WHOLE = [
  { subject: RELAY, severity: "HIGH", exposure: "INDIRECT", blocks: [3, 19], supporting: [[], []] },
  { subject: TAKER, severity: "HIGH", exposure: "INDIRECT", blocks: [9, 21], supporting: [[3], [19]] },
  // Two payments before this one: its way to the wallet is told whole, as far as a week goes back.
  {
    subject: LAST,
    severity: "HIGH",
    exposure: "INDIRECT",
    blocks: [9, 12, 21, 23],
    supporting: [
      [3, 9],
      [9, 9],
      [19, 21],
      [19, 21, 21],
    ],
  },
];

test("who receives a listed address's money by way of others is told of, and who pays it into a service", async () => {
  const mined = sample();
  await screen(mined, 1, 40);
  expect((await told()).sort((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual(WHOLE);
  const { rows } = await db.pool.query(
    "select exposure, shared_exposure from profile where chain_id = $1 and address = $2",
    [chain.id, bytesOf(LAST)],
  );
  expect(decodeExposure(rows[0].exposure)).toMatchObject([
    { peg: "USD", balanceMicros: dollars(200), exposures: [{ origin: LISTED, hops: 3, micros: dollars(200) }] },
  ]);
  // The listing is not shared, and so nothing of it is.
  expect(rows[0].shared_exposure).toBeNull();
});

test("why says what the lane remembers as of its checkpoint, and that no earlier state is made again", async () => {
  const mined = sample();
  await screen(mined, 1, 40);
  expect(await rememberedExposure(db.kysely, chain, LAST)).toMatchObject({
    asOfBlock: 40,
    purses: [{ exposures: [{ origin: LISTED, hops: 3, micros: dollars(200) }] }],
  });
  expect(await rememberedExposure(db.kysely, chain, WALLET)).toBeUndefined();
  const [transfer] = mined.range(9, 9).transfers;
  const said = transfer && (await explainTransfer(db.kysely, inputs, chain, transfer));
  if (said?.kind !== "screened") throw new Error("it is screened");
  expect(said.depth.find(({ heuristic }) => heuristic === "indirect-exposure")?.assessment).toMatchObject({
    outcome: "not_asked",
    text: expect.stringContaining("only by a rebuild"),
  });
  const { rules } = await recordOfAddress(db.kysely, inputs, chain, RELAY);
  expect(rules.map(({ heuristic }) => heuristic)).not.toContain("indirect-exposure");
});

test("it is the same however the steps are cut, after a rebuild, and folded again from an earlier checkpoint", async () => {
  const mined = sample();
  await screen(mined, 1, 40);
  const [whole, alerts] = [await memory(), await told()];
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await memory()).toEqual(whole);

  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) throw new Error("there is a lane");
  await inTransaction(db, async (tx) => {
    await updateLane(tx, { ...lane, checkpointPosition: await resetMemory(tx, lane) });
  });
  expect(await memory()).toEqual([]);
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  expect(await memory()).toEqual(whole);

  another();
  await insertLane(db.kysely, chain.id, 1);
  for (let from = 1; from <= 40; from += 3) await screen(mined, from, Math.min(from + 2, 40));
  expect(await memory()).toEqual(whole);
  expect(await told()).toEqual(alerts);
});

test("retention keeps it at the cut, and a rebuild from there gives every alert as before", async () => {
  const mined = sample();
  await screen(mined, 1, 40);
  const [whole, alerts] = [await memory(), await told()];
  const cut = await cutLedger(db, inputs, chain, { before: mined.blockAt(21).time, now: mined.blockAt(40).time });
  expect(cut.dropped.length).toBeGreaterThan(0);
  expect(await memory()).toEqual(whole);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect([await memory(), await told()]).toEqual([whole, alerts]);
});

test("an address that is listed later is followed when the past is screened again, and not before", async () => {
  await importList(wallet);
  const mined = sample();
  await screen(mined, 1, 40);
  expect([await memory(), await told()]).toEqual([[], []]);
  await importList({ ...listed, sharing: "TLP:GREEN" }, wallet);
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [] });
  expect(await told()).toEqual([]);
  await rescreenLane(db, inputs, chain);
  expect(await told()).toHaveLength(3);
  const { rows } = await db.pool.query("select count(*)::int as n from shared_exposure where chain_id = $1", [
    chain.id,
  ]);
  expect(rows[0].n).toBeGreaterThan(0);
});
