import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Chain } from "@redflag/domain/chain";
import { base } from "@redflag/domain/chains/base";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { openDatabase } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { ensurePartitions } from "@redflag/store/partition";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { PipelineProcess } from "../kill/pipeline-process.ts";
import { createTestDatabaseUrl } from "../test-database.ts";

const FIRST = 1_000;
const LAST = 1_009;
const WAIT = { timeout: 120_000, interval: 100 };

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

/** Blocks without a payment, covered, which a lane goes through all the same. */
async function ledgerOf(chain: Chain): Promise<void> {
  await ensurePartitions(db, chain, FIRST, LAST);
  await insertLane(db.kysely, chain.id, FIRST);
  await db.pool.query(
    `insert into block (chain_id, number, hash, parent_hash, time)
     select $1, n, sha256(int8send(n)), sha256(int8send(n - 1)), to_timestamp(1700000000 + n) from generate_series($2::bigint, $3) n`,
    [chain.id, FIRST, LAST],
  );
  await db.pool.query(
    `insert into coverage (chain_id, from_block, to_block, endpoint, level, transfer_count, refused_count)
     values ($1, $2, $3, 'test', 'proven', 0, 0)`,
    [chain.id, FIRST, LAST],
  );
}

async function positionOf(chain: Chain): Promise<number | undefined> {
  return (await findLane(db.kysely, chain.id))?.headPosition;
}

async function startScreen(chain: Chain): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "redflag-lanes-"));
  const screen = new PipelineProcess("screen", {
    REDFLAG_DATABASE_URL: url,
    REDFLAG_DATA_DIR: dataDir,
    [`REDFLAG_RPC_${chain.name.toUpperCase()}`]: "http://127.0.0.1:9",
  });
  onTestFinished(async () => {
    await screen.end("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  });
  await screen.ready;
}

test("lanes are spread over machines by what each has an endpoint for", async () => {
  await ledgerOf(ethereum);
  await ledgerOf(base);
  await startScreen(ethereum);
  await vi.waitFor(async () => expect(await positionOf(ethereum)).toBe(LAST), WAIT);
  expect(await positionOf(base)).toBe(FIRST - 1);
  await startScreen(base);
  await vi.waitFor(async () => expect(await positionOf(base)).toBe(LAST), WAIT);
});
