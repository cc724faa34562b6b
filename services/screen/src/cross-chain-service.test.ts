import { exampleParty } from "@redflag/domain/example-encounter";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import { createRegistry } from "@redflag/runtime/metrics";
import { countAlerts } from "@redflag/store/alert-read";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { expect, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { registerCrossChainGauges } from "./cross-chain-gauges.ts";
import { SampleBridges, sampleBridged } from "./cross-chain-sample.ts";
import { keepJudgingAcross } from "./cross-chain-service.ts";
import { InputCache } from "./input-cache.ts";
import { sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db = await openTestDatabase();
const deps = { db, inputs: new InputCache() };
const logger = createLogger({ service: "test", level: "silent" });
const failures = new FailureLog(logger);
const [A, B] = [exampleParty(1), exampleParty(2)];

test("judges beside the lanes until it is told to stop, and the metrics say how far", async () => {
  const route = { sender: A, recipient: A, amount: "500" };
  const sample = new SampleBridges([
    { ...route, from: "ethereum", to: "base", atS: 60 },
    { ...route, from: "base", to: "ethereum", recipient: B, atS: 1_800 },
  ]);
  const chains = ["ethereum", "base"].map(sampleBridged);
  for (const chain of chains) {
    await insertLane(db.kysely, chain.id, 1);
    await writeRange(db, chain, sample.range(chain.name, 1, 90));
    await upsertTip(db.kysely, chain.id, { head: sample.blockAt(chain.name, 90), finalizedNumber: 90 });
    await screenLane({ ...deps, policyOf: () => "proof" }, chain);
  }
  const stop = new AbortController();
  vi.spyOn(logger, "debug").mockImplementation(() => stop.abort());
  await keepJudgingAcross({ ...deps, chains, logger, failures, signal: stop.signal });
  expect(await countAlerts(db.kysely, 1)).toBe(1);

  const registry = createRegistry("test");
  registerCrossChainGauges(registry, db);
  const text = await registry.metrics();
  const end = sample.blockAt("base", 90).time;
  expect(text).toContain(`redflag_cross_chain_lane_timestamp_seconds{chain="base",service="test"} ${end}`);
  expect(text).toContain(`redflag_cross_chain_judged_timestamp_seconds{service="test"} ${end - 300}`);
});

test("where no chain has a known bridge there is nothing to wait for", async () => {
  const { signal } = new AbortController();
  await keepJudgingAcross({ ...deps, chains: [sampleLane], logger, failures, signal });
});
