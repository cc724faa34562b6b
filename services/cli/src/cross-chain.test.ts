import { listLegTexts } from "@redflag/api/bridge-leg-text";
import type { ExampleHop } from "@redflag/domain/cross-chain/example-hops";
import { exampleParty } from "@redflag/domain/example-encounter";
import { SampleBridges, sampleBridged } from "@redflag/screen/cross-chain-sample";
import { screenCrossChain } from "@redflag/screen/cross-chain-step";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { insertLane, stopLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { alertLineOf } from "./alert-line-of.ts";
import { alertText } from "./alert-text.ts";
import { checkCrossChain } from "./doctor/check-cross-chain.ts";

const db = await openTestDatabase();
const deps = { db, inputs: new InputCache() };
const [A, B, C, D] = [1, 2, 3, 4].map(exampleParty) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];
const FIRST: ExampleHop = { from: "ethereum", to: "base", sender: A, recipient: B, amount: "5000", atS: 600 };
const SECOND: ExampleHop = { from: "base", to: "ethereum", sender: B, recipient: C, amount: "4995", atS: 2_400 };
const UNSEEN: ExampleHop = { from: "ethereum", to: "polygon", sender: C, recipient: D, amount: "4990", atS: 6_000 };
const sample = new SampleBridges([FIRST, SECOND, UNSEEN]);

async function advance(name: string, from: number, to: number): Promise<void> {
  const chain = sampleBridged(name);
  await writeRange(db, chain, sample.range(name, from, to));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(name, to), finalizedNumber: to });
  await screenLane({ ...deps, policyOf: () => "proof" }, chain);
  await screenCrossChain(deps);
}

async function legTexts(name: string, blockNumber: number): Promise<string[]> {
  const chain = sampleBridged(name);
  const txHash = sample.range(name, blockNumber, blockNumber).transfers[0]?.txHash;
  if (txHash === undefined) throw new Error(`the story has a payment in block ${blockNumber}`);
  return listLegTexts(db.kysely, chain, txHash, blockNumber);
}

test("doctor names the lane that holds the stage back; why and alerts say where a bridge's money went", async () => {
  expect(await checkCrossChain(db.kysely)).toEqual([]);
  await insertLane(db.kysely, sampleBridged("ethereum").id, 1);
  expect(await checkCrossChain(db.kysely)).toMatchObject([
    { status: "note", text: expect.stringContaining("only ethereum is watched") },
  ]);
  await insertLane(db.kysely, sampleBridged("base").id, 1);
  await advance("ethereum", 1, 200);
  expect(await checkCrossChain(db.kysely)).toMatchObject([
    {
      status: "note",
      text: expect.stringMatching(/^nothing judged yet; held back by base, .*none of its final blocks is read/),
    },
  ]);
  await advance("base", 1, 20);
  expect(await checkCrossChain(db.kysely)).toMatchObject([
    {
      status: "note",
      text: expect.stringMatching(
        /judged up to .*; held back by base, which is slower: its final blocks reach .*Z, 3 h behind/,
      ),
    },
  ]);
  await stopLane(db.kysely, sampleBridged("base").id, { reason: "rewritten", forkBlock: 10 });
  expect(await checkCrossChain(db.kysely)).toMatchObject([
    { status: "wrong", hint: expect.stringContaining("rebuild --chain base") },
  ]);
  await db.pool.query("update lane set stopped_reason = null, stopped_fork = null");
  await advance("base", 21, 200);
  expect(await checkCrossChain(db.kysely)).toMatchObject([
    { status: "ok", text: expect.stringContaining("over ethereum, base") },
  ]);

  expect(await legTexts("ethereum", 11)).toEqual([expect.stringMatching(/^arrived on base, at 0x\S+, in 0x\w{64}$/)]);
  expect(await legTexts("base", 41)).toEqual([
    expect.stringMatching(/^arrived on ethereum, .*, hop 2 of its way ethereum → base → ethereum$/),
  ]);
  expect(await legTexts("ethereum", 56)).toEqual([expect.stringMatching(/^left on base, from .*hop 2 of its way/)]);
  expect(await legTexts("ethereum", 101)).toEqual(["its arrival is not watched: polygon is not followed"]);

  const [stored] = await Array.fromAsync(streamAlerts(db.kysely, { withdrawn: false, only: ["chain-hop"] }));
  if (stored === undefined) throw new Error("the way is an alert");
  const line = alertLineOf(sampleBridged("ethereum"), stored);
  expect(line.subject).toMatch(/^eip155:1:/);
  expect(line.counterparties.map((party) => party.split(":")[1])).toContain("8453");
  expect(line.transactions).toHaveLength(4);
  expect(alertText(sampleBridged("ethereum"), line)).toContain("4 transactions on Ethereum (and Base), block 56,");
});
