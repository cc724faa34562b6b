import type { Address } from "@redflag/domain/address";
import type { ExampleHop } from "@redflag/domain/cross-chain/example-hops";
import type { Entry } from "@redflag/domain/entry";
import { exampleParty } from "@redflag/domain/example-encounter";
import type { HopSlice } from "@redflag/domain/judge-again/judged-slice";
import { evidenceDifference, remakeAlert } from "@redflag/domain/judge-again/remake-alert";
import { sampleSigner } from "@redflag/reports/bundle/bundle.samples";
import { replayBundle } from "@redflag/reports/bundle/replay-bundle";
import { writeBundle } from "@redflag/reports/bundle/write-bundle";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { upsertCut } from "@redflag/store/cut";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { SampleBridges, sampleBridged } from "../cross-chain-sample.ts";
import { screenCrossChain } from "../cross-chain-step.ts";
import { InputCache } from "../input-cache.ts";
import { screenLane } from "../screen-lane.ts";
import { chooseSlice } from "./choose-slice.ts";
import { collectBundle } from "./collect-bundle.ts";

/*
 * Listed money crosses twice by bridges: alerts of two chains, each with payments of others.
 */

const NAMES = ["ethereum", "base", "optimism"] as const;
const [A, B, C] = [1, 2, 3].map(exampleParty) as [Address, Address, Address];
const FIRST: ExampleHop = { from: "ethereum", to: "base", sender: A, recipient: B, amount: "5000", atS: 600 };
const SECOND: ExampleHop = { from: "base", to: "optimism", sender: B, recipient: C, amount: "4995", atS: 2_400 };
/** The story ends within this block. */
const LAST = 200;
const LISTED: Entry = {
  ...{ address: A, family: "eip155", category: "sanctions", severity: "SEVERE", authority: "Test authority" },
  ...{ confidence: 100, sharing: "TLP:CLEAR" },
};
const sample = new SampleBridges([FIRST, SECOND]);
let db: Database;

beforeAll(async () => {
  db = await openDatabase({ url: await createTestDatabaseUrl(), applicationName: "test", poolMax: 4 });
  const inputs = new InputCache();
  const list = { id: "test", title: "Test", authority: "Test authority" };
  await importListVersion(db, { list, entries: [LISTED], source: "test" });
  for (const name of NAMES) {
    const chain = sampleBridged(name);
    await insertLane(db.kysely, chain.id, 1);
    await writeRange(db, chain, sample.range(name, 1, LAST));
    await upsertTip(db.kysely, chain.id, { head: sample.blockAt(name, LAST), finalizedNumber: LAST });
    await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  }
  await screenCrossChain({ db, inputs });
}, 60_000);
afterAll(() => db.close());

const chainOf = ({ chainId }: StoredAlert) => {
  const name = NAMES.find((known) => sampleBridged(known).id === chainId);
  if (name === undefined) throw new Error(`${chainId} is a chain of the story`);
  return sampleBridged(name);
};

async function hops(): Promise<StoredAlert[]> {
  const all: StoredAlert[] = [];
  for await (const stored of streamAlerts(db.kysely, { withdrawn: false, only: ["chain-hop"] })) all.push(stored);
  return all.sort((a, b) => a.chainId - b.chainId);
}

async function hopSlice(stored: StoredAlert): Promise<HopSlice> {
  const chosen = await chooseSlice(db.kysely, new InputCache(), chainOf(stored), stored);
  if (chosen.replay === "recorded") throw new Error(chosen.reason);
  if (chosen.slice.kind !== "hops") throw new Error(`it is judged from its legs, not from a ${chosen.slice.kind}`);
  return chosen.slice;
}

/** Chains and legs of each alert's slice, and what of its bundle's replay does not hold: this world has no proofs. */
async function replayed() {
  const told = [];
  for (const stored of await hops()) {
    const { legs } = await hopSlice(stored);
    const content = await collectBundle(db.kysely, new InputCache(), chainOf(stored), stored.alert);
    const origin = { version: "1.0.0", madeAt: "2026-07-01T00:00:00.000Z", madeBy: "test" };
    const signer = sampleSigner();
    const keys = [{ from: "test", pem: signer.publicPem }];
    const { steps } = await replayBundle(writeBundle(content, origin, signer), { keys, version: origin.version });
    const open = steps.flatMap(({ step, outcome }) => (outcome === "holds" ? [] : [[step, outcome]]));
    told.push({
      on: chainOf(stored).name,
      legs: legs.map(({ chain, direction }) => `${chain} ${direction}`),
      blocksOf: [...new Set(content.blocks.map(({ chain }) => chain))],
      open,
    });
  }
  return told;
}

const OPEN = [["proofs", "not_checked"]];
const WHOLE = [
  {
    on: "optimism",
    legs: ["ethereum departure", "base arrival", "base departure", "optimism arrival"],
    blocksOf: ["eip155:1", "eip155:10", "eip155:8453"],
    open: OPEN,
  },
  { on: "base", legs: ["ethereum departure", "base arrival"], blocksOf: ["eip155:1", "eip155:8453"], open: OPEN },
];

test("an alert across chains is found again from the legs of its way, and its bundle replays", async () => {
  expect(await replayed()).toEqual(WHOLE);
});

test("without a leg, or with more money on it, another finding comes of the slice, or none", async () => {
  const [stored] = await hops();
  if (stored === undefined) throw new Error("money crossed");
  const slice = await hopSlice(stored);
  const again = (altered: HopSlice) => {
    const remade = remakeAlert(altered, stored.alert.id);
    return remade === undefined ? "none" : evidenceDifference(stored.evidence, remade.evidence);
  };
  expect(again(slice)).toBeUndefined();
  expect(again({ ...slice, legs: slice.legs.slice(0, -1) })).toBe("none");
  expect(again({ ...slice, legs: slice.legs.slice(1) })).not.toBeUndefined();
  expect(again({ ...slice, entries: [] })).not.toBeUndefined();
});

test("what retention drops of a chain on the way takes nothing away", async () => {
  const base = sampleBridged("base");
  await upsertCut(db.kysely, base.id, { block: 99, blockTime: sample.blockAt("base", 99).time, cutAt: 0 });
  for (const table of ["transfer", "bridge_event"]) {
    await db.pool.query(`delete from ${table} where chain_id = ${base.id} and block_number < 100`);
  }
  await db.pool.query(`delete from block where chain_id = ${base.id} and number < 100`);
  expect(await replayed()).toEqual(WHOLE);
});
