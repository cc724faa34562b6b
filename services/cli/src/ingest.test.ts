import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { AlertLine } from "@redflag/contract/alert-line";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTRACT_CACHE } from "../../../tests/contract-cache.ts";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { units } from "./demo/amounts.ts";
import { COUNTERPARTIES, LISTED } from "./demo/cast.ts";
import { prepareWorld } from "./demo/drive.ts";
import { runCli } from "./testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-ingest-"));
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
// Here and not in `beforeAll`, where it would not be heard and the node would live on.
afterAll(async () => {
  await devnet.close();
  await anvil.stop();
  rmSync(directory, { recursive: true });
});
const env: Record<string, string> = {
  REDFLAG_DATA_DIR: directory,
  REDFLAG_DATABASE_URL: await createTestDatabaseUrl(),
  REDFLAG_RPC_DEMO: anvil.url,
};
let head = 0;
let paid = "";

/** Two listed payments, in blocks 5 and 8, on a chain of at least 24 blocks. */
beforeAll(async () => {
  await prepareWorld(devnet);
  const from = COUNTERPARTIES.first;
  await devnet.mine();
  paid = await devnet.transfer({ token: "usdt", from, to: LISTED.donationWallet, amount: units("250") });
  await devnet.mine(3);
  await devnet.transfer({ token: "usdt", from, to: LISTED.sanctionedBroker, amount: units("1") });
  await devnet.mine(17);
  head = (await devnet.getHead()).number;
});

async function ingest(from: number, to: number, ...more: string[]) {
  const args = ["ingest", "--chain", "demo", "--from", `${from}`, "--to", `${to}`, "--json", ...more];
  const { code, stdout, stderr } = await runCli(args, { env });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function listAlerts(...more: string[]): Promise<AlertLine[]> {
  const { code, stdout } = await runCli(["alerts", "--json", ...more], { env });
  expect(code).toBe(0);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => AlertLine.parse(JSON.parse(line)));
}

test("reads, screens, ends with the summary; what the chain does not call final stays provisional", async () => {
  const [summary, ...more] = await ingest(4, head);
  expect(more).toEqual([]);
  expect(Object.keys(summary)).toEqual(["blocks", "transfers", "refused", "alerts", "seconds"]);
  expect(summary).toMatchObject({ blocks: head - 3, transfers: 2, refused: 0, alerts: 2 });
  const alerts = await listAlerts("--chain", "demo");
  expect(alerts.map(({ transactions }) => transactions)).toContainEqual([paid]);
  expect(alerts.map(({ state }) => state)).toEqual(["final", "final"]);
  expect(await listAlerts("--state", "provisional,withdrawn")).toEqual([]);
  const { stdout } = await runCli(["borders", "list", "--json"], { env });
  expect(stdout).toMatch(/"id":"fatf".*"source":"shipped with Redflag"/);
});

test("again, it raises nothing; older blocks are stored and told as unscreened", async () => {
  expect((await ingest(4, head, "--final")).at(-1)).toMatchObject({ alerts: 0 });
  const [unscreened, summary] = await ingest(2, 6);
  expect(unscreened).toEqual({ unscreened: { from: 2, to: 3, reason: expect.stringContaining("began at block 4") } });
  expect(summary).toMatchObject({ blocks: 5, alerts: 0 });
  expect(await listAlerts()).toHaveLength(2);
});

test("a range ahead of the chain is refused before anything is read", async () => {
  const args = ["ingest", "--chain", "demo", "--from", "4", "--to", `${head + 1}`];
  const { code, stderr } = await runCli(args, { env });
  expect(code).toBe(1);
  expect(stderr).toContain(`demo is at block ${head}`);
});

test("why tells what fired, what was silent, and what is not in the ledger", async () => {
  const { stdout } = await runCli(["why", paid, "--chain", "demo"], { env });
  expect(stdout).toContain("watchlist-hit fired: 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 received 250 USDT");
  expect(stdout).toContain("watchlist-hit is silent about 0x");
  expect(stdout).toContain("on no watchlist");
  const [alert] = (await listAlerts()).filter(({ transactions }) => transactions.includes(paid));
  expect(stdout).toContain(`alert ${alert?.id}`);
  const absent = await runCli(["why", `0x${"00".repeat(32)}`, "--chain", "demo"], { env });
  expect(absent.stdout).toContain(`covers blocks 2 to ${head}`);
  const elsewhere = await runCli(["why", paid, "--chain", "ethereum"], { env });
  expect(elsewhere.stdout).toContain("covers no block of Ethereum yet");
});

test("rebuild finds every alert identical", async () => {
  const { code, stdout } = await runCli(["rebuild", "--chain", "demo", "--json"], { env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ blocks: head - 3, alerts: 2, identical: 2, repaired: [], resumed: false });
});

test("doctor is content with a working endpoint", async () => {
  const { code, stdout } = await runCli(["doctor"], { env });
  expect(stdout).toContain("nothing is wrong");
  expect(code).toBe(0);
});
