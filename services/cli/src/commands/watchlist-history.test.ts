import { ethereum } from "@redflag/domain/chains/ethereum";
import { openDatabase } from "@redflag/store/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const FROZEN = `0x${"f0".repeat(20)}`;
const USDT = Buffer.from("dac17f958d2ee523a2206206994597c13d831ec7", "hex");

beforeAll(async () => {
  await db.pool.query(
    `insert into freeze_event (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
     select $1, block, 0, 0, $2, $3, kind, $4, time::timestamptz
     from (values (10, 'freeze', '2026-01-01T00:00:00Z'), (20, 'unfreeze', '2026-02-01T00:00:00Z')) as said (block, kind, time)`,
    [ethereum.id, Buffer.alloc(32, 1), USDT, Buffer.from(FROZEN.slice(2), "hex")],
  );
});

const run = (...args: string[]) => runCli(["watchlist", ...args], { env: { REDFLAG_DATABASE_URL: url } });

test("the history of an address has what issuers did to it, as it is and as it was known", async () => {
  const { code, stdout, stderr } = await run("history", FROZEN);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/frozen by Tether for USDT on ethereum: lifted\n {2}frozen in block 10 .*\n {2}unfrozen in/);
  const then = await run("check", FROZEN, "--as-of", "2026-01-15T00:00:00Z", "--json");
  expect(JSON.parse(then.stdout)).toMatchObject({ status: "in_force", frozen: { block: 10 } });
  const before = await run("check", FROZEN, "--as-of", "2025-12-31T00:00:00Z");
  expect(before).toMatchObject({ stdout: "", stderr: expect.stringContaining("was on no list that was known") });
});
