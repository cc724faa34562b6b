import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { ensureChain } from "./chain/ensure-chain.ts";
import { FILES } from "./chain/manifest.ts";
import { startChainServer } from "./chain-server.ts";
import { checkLedger } from "./check-ledger.ts";
import { type Arena, CONTENDERS } from "./contenders.ts";
import { readGraphShare } from "./graph-share.ts";
import { runBench } from "./run-bench.ts";
import { screeningText } from "./screening-text.ts";
import { SCREENING } from "./summary.ts";

/** The last block is not full. */
const TRANSFERS = 2_010;

const directory = mkdtempSync(join(tmpdir(), "redflag-bench-test-"));
afterAll(() => rmSync(directory, { recursive: true }));
const cacheDir = join(directory, "chains");

test("every contender stores the same ledger, and the product screens it", async () => {
  const steps: string[] = [];
  const result = await runBench({
    transfers: TRANSFERS,
    rounds: 1,
    kind: "customers",
    listed: 1_000,
    cacheDir,
    onStep: (what) => steps.push(what),
  });
  expect(steps).toHaveLength(1 + 2 * CONTENDERS.length);
  expect(result).toMatchObject({ transfers: TRANSFERS, rounds: 1 });
  expect(result.rows.map(({ contender }) => contender)).toEqual([
    "floor",
    "ingest",
    "load, indexes kept",
    "load, indexes after",
    "ingest + screen",
    "floor with profiles",
  ]);
  const { floor, ingest, "ingest + screen": screened, "floor with profiles": remembered } = result.figures;
  expect(floor).toMatchObject({ transferDigest: expect.stringMatching(/^-?\d+$/), alertCount: 0 });
  expect(ingest).toEqual(floor);
  expect(result.figures["load, indexes kept"]).toEqual(floor);
  expect(result.figures["load, indexes after"]).toEqual(floor);
  expect(screened).toEqual({ ...floor, alertCount: expect.any(Number), profiles: expect.anything() });
  expect(screened?.alertCount).toBeGreaterThan(0);
  expect(remembered).toEqual({ ...floor, profiles: expect.objectContaining({ count: screened?.profiles?.count }) });
  const text = screeningText(result);
  expect(text).toContain(`${screened?.alertCount} alerts, `);
  expect(text).toMatch(/ingest \+ screen: \d+ % of the speed of the floor with profiles/);
});

test("a profile of screening names the lane and the search for shapes", async () => {
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, TRANSFERS, "novel");
  const server = await startChainServer(chainDirectory);
  onTestFinished(() => server.stop());
  const databaseUrl = await createTestDatabaseUrl();
  const cpuProfile = join(directory, "profile");
  const arena = { endpoint: server.url, databaseUrl, chainDirectory, manifest, workDirectory: directory, listed: 0 };
  const screening = CONTENDERS.find(({ name }) => name === SCREENING);
  await screening?.prepare(arena);
  await screening?.run({ ...arena, cpuProfile });
  const share = readGraphShare(cpuProfile);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
});

test.each(["customers", "novel"] as const)("the same number of transfers gives the same bytes: %s", (kind) => {
  const chains = [ensureChain(cacheDir, 500, kind), ensureChain(join(directory, "other"), 500, kind)];
  const [one, two] = chains.map(({ directory: chain }) =>
    [FILES.logs, FILES.headers].map((name) => readFileSync(join(chain, name))),
  );
  expect(one).toEqual(two);
  expect(chains[0]?.manifest).toMatchObject({ transferCount: 500, firstBlock: 20_000_000, lastBlock: 20_000_009 });
});

test.each([
  ["a transfer", "every transfer is stored", "delete from transfer where ctid = (select ctid from transfer limit 1)"],
  [
    "an amount",
    "with its amount",
    "update transfer set amount = amount + 1 where log_index = (select max(log_index) from transfer)",
  ],
  ["a block", "every block is stored", "delete from block where number = (select max(number) from block)"],
  ["coverage", "coverage has no gap", "delete from coverage where from_block = (select min(from_block) from coverage)"],
])("%s that is wrong or missing is noticed", async (_, said, damage) => {
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, TRANSFERS, "customers");
  const server = await startChainServer(chainDirectory);
  onTestFinished(() => server.stop());
  const databaseUrl = await createTestDatabaseUrl();
  const arena: Arena = {
    endpoint: server.url,
    databaseUrl,
    chainDirectory,
    manifest,
    workDirectory: directory,
    listed: 0,
  };
  const [floor] = CONTENDERS;
  await floor?.prepare(arena);
  await floor?.run(arena);
  await checkLedger(databaseUrl, manifest, "ledger");

  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rowCount } = await client.query(damage);
  await client.end();
  expect(rowCount).toBeGreaterThan(0);
  await expect(checkLedger(databaseUrl, manifest, "ledger")).rejects.toThrow(said);
});
