import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFakeTronChain, readTronTransfers } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import { AlertLine } from "@redflag/contract/alert-line";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { runCli } from "./testing/run-cli.ts";

const REAL = 56_805_000;
const CAIP2 = "tron:728126428";
const directory = mkdtempSync(join(tmpdir(), "redflag-tron-"));
const blocks = buildFakeTronChain(12);
const servers = [await serveTron(createFakeTronNode(blocks)), await serveTron(createFakeTronNode(blocks))];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(directory, { recursive: true });
});
const [paid, other] = readTronTransfers();
const { sender = "", recipient = "", token = "", amount = "" } = paid ?? {};
const transaction = paid?.log.transactionHash ?? "";
const [first, second] = servers.map(({ url }) => url);
const env: Record<string, string> = {
  REDFLAG_DATA_DIR: directory,
  REDFLAG_DATABASE_URL: await createTestDatabaseUrl(),
  REDFLAG_RPC_TRON: `${first},${second}`,
};

async function run(args: readonly string[], over: Record<string, string> = {}, input = ""): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { env: { ...env, ...over }, input });
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
  return stdout;
}

/** Whatever is written as an address anywhere is TRON's: hex appears for transactions and ids only. */
function expectNoHexAddress(text: string): void {
  expect(text).not.toMatch(/\b(?:0x)?(?:41)?[0-9a-fA-F]{40}\b/);
  expect(text).not.toContain("eip155");
}

beforeAll(async () => {
  const file = join(directory, "rows.csv");
  writeFileSync(file, `address\n${recipient}\n`);
  const about = ["--list", "mine", "--title", "Mine", "--authority", "Me", "--category", "terrorist_financing"];
  await run(["watchlist", "import", file, ...about]);
  await run(["ingest", "--chain", "tron", "--from", `${REAL - 7}`, "--to", `${REAL + 4}`, "--json"]);
});

test("an alert names TRON's addresses as TRON writes them, and CAIP-10 between systems", async () => {
  const json = await run(["alerts", "--chain", "tron", "--json"]);
  const lines = json
    .trim()
    .split("\n")
    .map((line) => AlertLine.parse(JSON.parse(line)));
  expect(lines).toMatchObject([
    {
      chain: CAIP2,
      subject: `${CAIP2}:${recipient}`,
      counterparties: [`${CAIP2}:${sender}`],
      transactions: [transaction],
      state: "final",
    },
  ]);
  expectNoHexAddress(json);
  const text = await run(["alerts"]);
  expect(text).toContain(`${CAIP2}:${recipient}`);
  expect(text).toContain(`${recipient} received 162 USDT from ${sender}`);
  expectNoHexAddress(text);
});

test("why says who paid whom in TRON's addresses, and takes them", async () => {
  const text = await run(["why", transaction, "--chain", "tron"]);
  expect(text).toContain(`${sender} sent 162 USDT to ${recipient}`);
  expectNoHexAddress(text);
  expect(await run(["why", transaction, "--chain", "tron", "--json"])).toContain(`"${CAIP2}:${recipient}"`);
  expect(await run(["why", other?.sender ?? "", "--chain", "tron"])).toContain(other?.sender);
});

test("decode reads a node's logs, in words and as data", async () => {
  const logs = blocks.flatMap((block) => block.logs).filter(({ transactionHash }) => transactionHash === transaction);
  const input = JSON.stringify(logs);
  expect(await run(["decode", "--chain", "tron"], {}, input)).toContain(`${sender} sent 162 USDT to ${recipient}`);
  expect(JSON.parse(await run(["decode", "--chain", "tron", "--json"], {}, input))).toMatchObject({
    token: `${CAIP2}:${token}`,
    sender: `${CAIP2}:${sender}`,
    recipient: `${CAIP2}:${recipient}`,
    amount,
  });
});

test("ingest from one endpoint says that its word alone is not enough, and a second one mends it", async () => {
  const alone = { REDFLAG_DATABASE_URL: await createTestDatabaseUrl(), REDFLAG_RPC_TRON: `${first}` };
  const command = ["ingest", "--chain", "tron", "--from", `${REAL - 7}`, "--to", `${REAL + 2}`];
  const text = await run(command, alone);
  expect(text).toContain(`blocks ${REAL - 7} to ${REAL + 2} are checked to the level "unproven" only`);
  expect(text).toContain("Add a second endpoint of another operator to REDFLAG_RPC_TRON");
  expect(text).not.toContain("does not call them final");
  expect(await run(command, { ...alone, REDFLAG_RPC_TRON: `${first},${second}` })).not.toContain("provisional");
});

test("doctor probes TRON's endpoints and says what one alone cannot do", async () => {
  const fine = await run(["doctor"]);
  expect(fine).toMatch(/ok {4}endpoint tron 127\.0\.0\.1:\d+: chain 728126428, head 56805004, finalized 56805002/);
  expect(fine).not.toContain("endpoints tron:");
  const lone = await run(["doctor"], { REDFLAG_RPC_TRON: `${first}` });
  expect(lone).toMatch(/note {2}endpoints tron: .* nothing becomes final\n.*REDFLAG_VERIFY_TRON=header/);
  const { code, stdout } = await runCli(["doctor"], { env: { ...env, REDFLAG_VERIFY_TRON: "bloom" } });
  expect(code).toBe(1);
  expect(stdout).toMatch(/WRONG policy tron: .*give peers or header/);
});

test("an endpoint with an API key is used with it, and neither words nor facts hold the key", async () => {
  const key = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
  const keyed = await serveTron(createFakeTronNode(blocks), key);
  const databaseUrl = await createTestDatabaseUrl();
  const over = { REDFLAG_DATABASE_URL: databaseUrl, REDFLAG_LOG_LEVEL: "trace" };
  const withKey = { ...env, ...over, REDFLAG_RPC_TRON: `${keyed.url}#header=TRON-PRO-API-KEY:${key}&rps=2&batch=20` };
  const range = ["--from", `${REAL - 7}`, "--to", `${REAL + 4}`];
  const runs = [
    await runCli(["ingest", "--chain", "tron", ...range], { env: withKey }),
    await runCli(["doctor"], { env: withKey }),
    await runCli(["doctor", "--json"], { env: withKey }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(runs[1]?.stdout).toMatch(/ok {4}endpoint tron 127\.0\.0\.1:\d+: chain 728126428/);
  expect(runs[1]?.stdout).toMatch(/note {2}pace tron: the head is looked for every 1000 ms/);

  const refused = await runCli(["doctor"], {
    env: { ...withKey, REDFLAG_RPC_TRON: `${keyed.url}#header=tron-pro-api-key:${key}1` },
  });
  expect(refused.stdout).toMatch(/WRONG endpoint tron 127\.0\.0\.1:\d+: .*HTTP 401, ApiKey not exists: …/);
  const malformed = await runCli(["doctor"], { env: { ...withKey, REDFLAG_RPC_TRON: `${keyed.url}#apikey=${key}` } });
  expect(malformed.stderr).toContain("REDFLAG_RPC_TRON has the unknown option apikey behind its #");
  for (const { stdout, stderr } of [...runs, refused, malformed]) expect(stdout + stderr).not.toContain(key);
  keyed.close();
});
