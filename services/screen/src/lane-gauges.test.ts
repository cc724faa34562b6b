import { createRegistry } from "@redflag/runtime/metrics";
import { insertLane } from "@redflag/store/lane";
import { upsertTip } from "@redflag/store/tip";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { registerLaneGauges } from "./lane-gauges.ts";
import { sampleLane as chain, SampleChain } from "./sample-chain.ts";

const db = await openTestDatabase();

test("says where head and lane stand, whatever process is asked", async () => {
  const registry = createRegistry("test");
  registerLaneGauges(registry, db, [chain]);
  await insertLane(db.kysely, chain.id, 5);
  await upsertTip(db.kysely, chain.id, { head: new SampleChain().mine().blockAt(1), finalizedNumber: 0 });
  const text = await registry.metrics();
  expect(text).toContain('redflag_lane_block{chain="demo",position="head",service="test"} 1');
  expect(text).toContain('redflag_lane_block{chain="demo",position="screened",service="test"} 4');
  expect(text).toContain('redflag_lane_stopped{chain="demo",service="test"} 0');
  expect(text).toContain('redflag_behind_blocks{chain="demo",service="test"} 0');
  expect(text).toContain('redflag_behind_seconds{chain="demo",service="test"} 0');
  expect(text).toContain('redflag_alerts{chain="demo",state="withdrawn",service="test"} 0');
});

test("says how far a lane is behind, in seconds only where the ledger knows them", async () => {
  const registry = createRegistry("test");
  registerLaneGauges(registry, db, [chain]);
  await upsertTip(db.kysely, chain.id, { head: { number: 9, hash: `0x${"09".repeat(32)}` }, finalizedNumber: 0 });
  const text = await registry.metrics();
  expect(text).toContain('redflag_behind_blocks{chain="demo",service="test"} 5');
  expect(text).not.toContain("redflag_behind_seconds{");
});
