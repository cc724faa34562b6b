import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTRACT_CACHE } from "../../../tests/contract-cache.ts";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { units } from "./demo/amounts.ts";
import { COUNTERPARTIES, LISTED } from "./demo/cast.ts";
import { prepareWorld } from "./demo/drive.ts";
import { runCli } from "./testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-backfill-"));
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
afterAll(async () => {
  await devnet.close();
  await anvil.stop();
  rmSync(directory, { recursive: true });
});
const common = { REDFLAG_DATA_DIR: directory, REDFLAG_RPC_DEMO: anvil.url };
const env: Record<string, string> = { ...common, REDFLAG_DATABASE_URL: await createTestDatabaseUrl() };
const emptyEnv: Record<string, string> = { ...common, REDFLAG_DATABASE_URL: await createTestDatabaseUrl() };
/** The chain of the demo calls blocks final twelve below its head. */
let final = 0;

/** Listed payments in two old blocks, on a chain of some 130. */
beforeAll(async () => {
  await prepareWorld(devnet);
  const from = COUNTERPARTIES.first;
  for (const to of [LISTED.donationWallet, LISTED.sanctionedBroker]) {
    await devnet.transfer({ token: "usdt", from, to, amount: units("250") });
    await devnet.mine(30);
  }
  await devnet.mine(70);
  const head = await devnet.getHead();
  final = head.number - 12;
});

async function backfill(args: readonly string[], on = env) {
  const { code, stdout, stderr } = await runCli(["backfill", "--chain", "demo", ...args], { env: on });
  return { code, stdout, stderr };
}

function range(from: number | string, to: number | string) {
  return ["--from", `${from}`, "--to", `${to}`];
}

test("without a lane the backfill opens one at its first block, and screens", { timeout: 120_000 }, async () => {
  const { code, stdout, stderr } = await backfill(range(2, final), emptyEnv);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`read ${final - 1} blocks of Demo (local)`);
  expect(stdout).toContain(`blocks 2 to ${final} are screened`);
  const alerts = await runCli(["alerts", "--json"], { env: emptyEnv });
  expect(alerts.stdout.trim().split("\n")).toHaveLength(2);
  const again = await backfill(range(2, final), emptyEnv);
  expect(again.stdout).toContain(`read 0 blocks of Demo (local)`);
});

test("older blocks wait until nothing is missing up to the lane, and then its past is screened with them", {
  timeout: 120_000,
}, async () => {
  const start = final - 9;
  const live = ["ingest", "--chain", "demo", ...range(start, final + 12), "--json"];
  expect((await runCli(live, { env })).code).toBe(0);

  const first = await backfill(range(2, 20));
  expect(first.code).toBe(0);
  expect(first.stdout).toContain(`screening begins at block ${start}, and block 21 is not in the ledger`);
  expect(first.stdout).toContain(`redflag backfill --chain demo --from 21 --to ${start - 1}`);

  const second = await backfill([...range(15, start + 3), "--json"]);
  expect([second.code, second.stderr]).toEqual([0, ""]);
  const result = JSON.parse(second.stdout);
  expect(result).toMatchObject({ blocks: start - 11, read: start - 21 });
  expect(result.spans).toHaveLength(1);
  const [span] = result.spans;
  expect(span).toMatchObject({ from: 15, to: start + 3, unchecked: [] });
  expect(span.screening).toMatchObject({ kind: "screened again", report: { fromBlock: 2, isNew: true } });
  expect(span.screening.report.added).toHaveLength(2);
  const alerts = await runCli(["alerts", "--json"], { env });
  expect(alerts.stdout.trim().split("\n")).toHaveLength(2);

  const none = await backfill([]);
  expect(none.stdout).toBe("no backfill of Demo (local) is under way; --from and --to begin one\n");
  const doctor = await runCli(["doctor"], { env });
  expect(doctor.stdout).toContain("nothing is wrong");
});

test.each([
  [range(7, 6), 1, "--from comes after --to"],
  [range("2026-03-02", "2026-03-01"), 1, "--from comes after --to"],
  [range(1, 100_000), 1, "demo calls blocks final up to"],
  [range(1, "2999-01-01"), 1, "the day of --to is not over on demo"],
  [range("2999-01-01", "2999-01-02"), 1, "the day before --from is not over on demo"],
  [range("last week", 5), 2, "a block number such as 18000000 or a day such as 2026-01-31 is expected"],
  [["--from", "5"], 2, "--from and --to go together"],
])("%j is refused in words", async (args, code, text) => {
  const run = await backfill(args);
  expect(run.stderr).toContain(text);
  expect(run.code).toBe(code);
  expect(run.stdout).toBe("");
});

test("a chain that is not known, and one without an endpoint, are refused", async () => {
  const unknown = await runCli(["backfill", "--chain", "gnosis", ...range(1, 2)], { env });
  expect(unknown.stderr).toContain("Allowed choices are");
  const without = await runCli(["backfill", "--chain", "ethereum", ...range(1, 2)], { env });
  expect(without.stderr).toContain("REDFLAG_RPC_ETHEREUM is not set");
  expect([unknown.code, without.code]).toEqual([2, 1]);
});
