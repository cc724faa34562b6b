import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addTronFreeze, buildFakeTronChain, readTronTransfers } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import { AlertLine } from "@redflag/contract/alert-line";
import { parseAddress } from "@redflag/domain/address";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { runCli } from "./testing/run-cli.ts";

const REAL = 56_805_000;
const directory = mkdtempSync(join(tmpdir(), "redflag-tron-freeze-"));
const [paid] = readTronTransfers();
const { recipient = "", sender = "" } = paid ?? {};
const blocks = buildFakeTronChain(12);
const { address } = parseAddress(recipient);
/** The block before the real payment, and one after it that is not final. */
const [before, after] = [blocks[6], blocks[11]];
if (before === undefined || after === undefined) throw new Error("the chain has twelve blocks");
const froze = addTronFreeze(before, address, "freeze");
const unfroze = addTronFreeze(after, address, "unfreeze");
const servers = [await serveTron(createFakeTronNode(blocks)), await serveTron(createFakeTronNode(blocks))];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(directory, { recursive: true });
});
const env = {
  REDFLAG_DATA_DIR: directory,
  REDFLAG_DATABASE_URL: await createTestDatabaseUrl(),
  REDFLAG_RPC_TRON: servers.map(({ url }) => url).join(","),
};

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { env });
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
  return stdout;
}

beforeAll(async () => {
  await run("ingest", "--chain", "tron", "--from", `${REAL - 7}`, "--to", `${REAL + 4}`, "--json");
});

test("a payment to an account that Tether froze on TRON alerts, with the freeze as its document", async () => {
  const lines = (await run("alerts", "--chain", "tron", "--json")).trim().split("\n");
  expect(lines.map((line) => AlertLine.parse(JSON.parse(line)))).toMatchObject([
    {
      heuristic: "issuer-freeze",
      severity: "HIGH",
      exposure: "DIRECT",
      subject: `tron:728126428:${recipient}`,
      transactions: [paid?.log.transactionHash],
      state: "final",
      reasons: [
        `${recipient} received 162 USDT from ${sender}; ${recipient} was frozen by Tether for USDT in block ` +
          `${REAL - 1} (transaction ${froze}), which stands`,
      ],
    },
  ]);
});

test("the freeze and its end are told with block, transaction, link and state", async () => {
  const link = (hash: string) => `https://tronscan.org/#/transaction/${hash.slice(2)}`;
  const [freeze] = (await run("watchlist", "check", recipient, "--json")).trim().split("\n");
  expect(JSON.parse(freeze ?? "")).toEqual({
    list: "issuer-freezes",
    issuer: "Tether",
    symbol: "USDT",
    chain: "tron",
    token: "tron:728126428:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    address: recipient,
    status: "lifted",
    frozen: { block: REAL - 1, time: expect.any(String), transaction: froze, link: link(froze), state: "final" },
    unfrozen: {
      ...{ block: REAL + 4, time: expect.any(String), transaction: unfroze },
      ...{ link: link(unfroze), state: "provisional" },
    },
  });
  const text = await run("watchlist", "check", recipient);
  expect(text).toContain(`issuer-freezes  ${recipient} frozen by Tether for USDT on tron: lifted`);
  expect(text).toMatch(new RegExp(`unfrozen in block ${REAL + 4} of .*, provisional, transaction ${unfroze}`));
  expect(await run("why", recipient, "--chain", "tron")).toContain(`frozen in block ${REAL - 1} of `);
});

test("the lists show what issuers have frozen, by issuer", async () => {
  expect(await run("watchlist", "list")).toContain(
    `issuer-freezes  Tether: 0 accounts frozen, 1 unfrozen\n  USDT on tron 0 (last event in block ${REAL + 4})`,
  );
  const [line] = (await run("watchlist", "list", "--json")).trim().split("\n").slice(-1);
  expect(JSON.parse(line ?? "")).toMatchObject({ list: "issuer-freezes", issuer: "Tether", standing: 0, lifted: 1 });
});
