import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTRACT_CACHE } from "../../../../tests/contract-cache.ts";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { units } from "../demo/amounts.ts";
import { COUNTERPARTIES, LISTED } from "../demo/cast.ts";
import { prepareWorld } from "../demo/drive.ts";
import { runCli } from "../testing/run-cli.ts";
import { runCliProcess } from "../testing/run-cli-process.ts";
import { serveInFront } from "../testing/serve-in-front.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-coverage-"));
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
let omitted = "";
/** Leaves one payment out wherever it is asked for logs, and gives no receipts. */
const liar = await serveInFront(anvil.url, ({ method }, answer) => {
  if (/Receipt/.test(method)) return { id: answer.id, jsonrpc: "2.0", error: NO_METHOD };
  if (method !== "eth_getLogs" || !Array.isArray(answer.result)) return answer;
  return { ...answer, result: answer.result.filter(({ transactionHash }) => transactionHash !== omitted) };
});
const NO_METHOD = { code: -32601, message: "the method does not exist" };
// Here and not in `beforeAll`, where it would not be heard and the node would live on.
afterAll(async () => {
  liar.close();
  await devnet.close();
  await anvil.stop();
  rmSync(directory, { recursive: true });
});
const env: Record<string, string> = {
  REDFLAG_DATA_DIR: directory,
  REDFLAG_DATABASE_URL: await createTestDatabaseUrl(),
  REDFLAG_RPC_DEMO: liar.url,
};
const both = { REDFLAG_RPC_DEMO: `${liar.url},${anvil.url}` };
const [FROM, GAP, AFTER, LAST] = [4, 60, 70, 90];
let paidIn = 0;

beforeAll(async () => {
  await prepareWorld(devnet);
  const pay = (to: number) => devnet.transfer({ token: "usdt", from: COUNTERPARTIES.first, to, amount: units("250") });
  await devnet.mine(6);
  await pay(LISTED.sanctionedBroker);
  await devnet.mine(20);
  omitted = await pay(LISTED.donationWallet);
  await pay(80);
  paidIn = (await devnet.mine()).number;
  await devnet.mine(LAST + 20 - paidIn);
});

async function run(args: readonly string[], over: Record<string, string> = {}) {
  return runCli(args, { env: { ...env, ...over } });
}
async function coverage(args: readonly string[] = [], over: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(["coverage", "--chain", "demo", ...args], over);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
  return stdout;
}
async function coverageJson(args: readonly string[] = []) {
  const lines = (await coverage(["--json", ...args])).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

test.each([
  [["--from", "9", "--to", "8"], 1, "from block 9 to block 8"],
  [["--from", "-1"], 2, "a block number such as"],
  [[], 1, "the ledger covers no block of demo\n  Run `redflag ingest` or `redflag start` first."],
])("coverage %j is refused in words", async (args, code, words) => {
  await run(["migrate"]);
  const answer = await run(["coverage", "--chain", "demo", ...args]);
  expect(answer.code).toBe(code);
  expect(answer.stderr).toContain(words);
});

test("an endpoint without receipts fails nothing: coverage says what was read, what is missing, what could not be checked", async () => {
  const ingest = (from: number, to: number) =>
    runCliProcess(["ingest", "--chain", "demo", "--from", `${from}`, "--to", `${to}`], { env });
  const lower = await ingest(FROM, GAP);
  expect([lower.code, lower.stderr]).toEqual([0, expect.stringContaining("could not be checked as the policy asks")]);
  expect((await ingest(AFTER, LAST)).code).toBe(0);
  const text = await coverage(["--to", `${LAST}`]);
  // Blocks without a transaction are proven without a receipt.
  expect(text).toMatch(/\nb{52}\.+S{18,20}\n\. missing · b held against the bloom · S self-consistent\n/);
  expect(text).toContain("78 of 87 blocks covered, 9 are missing in 1 gap");
  expect(text).toContain("note 57 blocks checked less than the policy asks for");
  expect(text).toMatch(new RegExp(`blocks ${FROM} to ${GAP}  bloom  ${liar.host}; not checked further: .*Receipt`));
  expect(text).toContain("listed addresses not asked elsewhere: there is no other endpoint to ask");
  expect(text).toMatch(/blocks 61 to 69 {2}missing, 9 blocks, \d+ s between 2\S+Z and 2\S+Z/);
  expect(text).toContain("screened: blocks 4 to 60, final to 3");
  expect(text).toContain("redflag coverage --chain demo --repair");
});

test("the same as data, in order, with a summary; a range beyond the tip is refused", async () => {
  const [first, gap, second, ...more] = await coverageJson(["--from", "10", "--to", `${LAST}`]);
  expect(first).toMatchObject({
    kind: "covered",
    from: 10,
    to: GAP,
    level: "bloom",
    endpoint: liar.host,
    filter: "today",
  });
  expect(gap).toMatchObject({ kind: "missing", from: GAP + 1, to: AFTER - 1 });
  expect(second).toMatchObject({
    kind: "covered",
    from: AFTER,
    to: LAST,
    level: "self_consistent",
    state: "self_consistent",
  });
  expect(more.at(-1)).toMatchObject({ kind: "summary", complete: false, missingBlocks: 9, finalTo: 3 });
  const { code, stderr } = await run(["coverage", "--chain", "demo", "--to", "99999"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("demo was last seen at block")]);
});

test("a repair needs an endpoint; with an honest one beside the liar it reads, asks, proves, mends and screens", async () => {
  const none = await run(["coverage", "--chain", "demo", "--repair"], { REDFLAG_RPC_DEMO: "" });
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("REDFLAG_RPC_DEMO is not set")]);
  const repair = ["--repair", "--to", `${LAST}`];
  const text = await coverage(repair, both);
  expect(text).toContain("9 blocks read, which had been missing");
  expect(text).toContain("asked of another endpoint for listed addresses");
  expect(text).toContain("1 block of the ledger put right, 1 alert raised by that");
  expect(text).toContain("coverage is complete now");
  const again = await coverage(repair, both);
  expect(again).toContain("nothing was to be done");
  expect(again).toContain("0 blocks of the ledger put right, 0 alerts raised");
});

test("afterwards coverage is complete, and names who left the payment out", async () => {
  const text = await coverage(["--to", `${LAST}`]);
  expect(text).toContain("87 of 87 blocks covered, none is missing");
  expect(text).not.toContain("--repair");
  expect(text).toContain(
    `block ${paidIn}: ${liar.host} left out a payment of a listed address, ${omitted}, which is proven`,
  );
  expect(text).toContain(`${liar.host}: listed log omitted, 1`);
  const lines = await coverageJson(["--to", `${LAST}`]);
  expect(lines.at(-1)).toMatchObject({ kind: "summary", complete: true, missingBlocks: 0 });
  expect(lines).toContainEqual(
    expect.objectContaining({ kind: "disagreement", block: paidIn, what: "listed_log_omitted" }),
  );
});

test("what was left out below what is final stops the lane, and the command says what to do", async () => {
  const final = { REDFLAG_DATABASE_URL: await createTestDatabaseUrl() };
  const range = ["--from", `${FROM}`, "--to", `${LAST}`];
  await run(["ingest", "--chain", "demo", ...range], { ...final, REDFLAG_VERIFY_DEMO: "bloom" });
  const { code, stdout, stderr } = await run(["coverage", "--chain", "demo", "--repair", ...range], {
    ...final,
    ...both,
  });
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining("run redflag rebuild --chain demo, then this command again"),
  ]);
  expect(stderr).toContain("The lane has stopped");
  const stopped = await run(["coverage", "--chain", "demo", "--repair"], { ...final, ...both });
  expect([stopped.code, stopped.stderr]).toEqual([1, expect.stringContaining("Screening of this chain has stopped")]);
  expect((await run(["rebuild", "--chain", "demo"], final)).code).toBe(0);
  const mended = await run(["coverage", "--chain", "demo", "--repair", ...range], { ...final, ...both });
  expect([mended.code, mended.stdout]).toEqual([
    0,
    expect.stringContaining("1 block of the ledger put right, 1 alert raised"),
  ]);
});
