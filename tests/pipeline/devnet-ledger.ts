import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import { observeHead } from "@redflag/ingest/observe-head";
import { openChain } from "@redflag/ingest/open-chain";
import { planReads } from "@redflag/ingest/plan-reads";
import { proveRange } from "@redflag/ingest/prove-range";
import { readRange } from "@redflag/ingest/read-range";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { afterAll } from "vitest";
import { CONTRACT_CACHE } from "../contract-cache.ts";
import { openTestDatabase } from "../test-database.ts";

/** A node of the test file's own, an empty ledger beside it, and what the processes do to it, by hand. */
export async function openDevnetLedger() {
  const directory = await mkdtemp(join(tmpdir(), "redflag-devnet-"));
  const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
  const net = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
  const db = await openTestDatabase();
  const logger = createLogger({ service: "test", level: "error" });
  const deps = openChain(demo, { endpoints: [anvil.url] }, { db, logger });
  const inputs = new InputCache();
  afterAll(async () => {
    await deps.source.close();
    await net.close();
    await anvil.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** What the processes do between two polls, until nothing is left to do. */
  async function catchUp(): Promise<void> {
    await observeHead(deps);
    for (const { from, to } of await planReads(db, demo)) await readRange(deps, from, to);
    const { number } = await net.getHead();
    const unproven = await listUnprovenCoverage(db.kysely, demo.id, { from: 0, to: number });
    for (const { fromBlock, toBlock } of unproven) await proveRange(deps, fromBlock, toBlock);
    await screenLane({ db, inputs, policyOf: (chain) => chain.verify }, demo);
  }

  return { net, db, deps, inputs, catchUp };
}
