import { createLogger } from "@redflag/runtime/logger";
import { openQueues } from "@redflag/runtime/queues";
import { findCut } from "@redflag/store/cut";
import { openDatabase } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { SampleChain, sampleLane } from "./sample-chain.ts";
import { runScreenService } from "./screen-service.ts";

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  return shortMemory(await original());
});

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 6 });
afterAll(() => db.close());

test("a running service drops what has grown older than the configured age, and goes on screening", async () => {
  const chain = { ...sampleLane, partitionBlocks: 10 };
  // A day a block, from the first of January 2026 on.
  const sample = new SampleChain();
  while (sample.head < 40) sample.mineAfter(86_400);
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(40), finalizedNumber: 40 });
  const logger = createLogger({ service: "test", level: "silent" });
  const queues = await openQueues({ kind: "postgres", url, schema: "bullmq" }, logger);
  const screen = async (isDone: () => Promise<boolean>) => {
    const stop = new AbortController();
    const running = runScreenService({
      db,
      chains: [chain],
      policyOf: () => "proof",
      queue: queues.lane,
      logger,
      signal: stop.signal,
      retentionDays: 1,
    });
    await vi.waitUntil(isDone, { timeout: 120_000 });
    stop.abort();
    await running;
  };
  try {
    await screen(async () => (await findLane(db.kysely, chain.id))?.depthPosition === 40);
    await screen(async () => (await findCut(db.kysely, chain.id))?.block === 29);
  } finally {
    await queues.close();
  }
  expect((await findCut(db.kysely, chain.id))?.startTime).toBe(sample.blockAt(1).time);
});
