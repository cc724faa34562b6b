import { formatAddress } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { tron } from "@redflag/domain/chains/tron";
import { openDatabase } from "@redflag/store/database";
import { writeInferences } from "@redflag/store/inference";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const [DEPOSIT, ANOTHER, WALLET] = ["d1", "d2", "e1"].map((byte) => `0x${byte.repeat(20)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];

beforeAll(async () => {
  await importListVersion(db, {
    list: { id: "wallets", title: "Wallets", authority: "Tag data" },
    source: "test",
    entries: [
      {
        ...{ address: WALLET, family: "eip155", category: "exchange", severity: "LOW", authority: "Tag data" },
        ...{ confidence: 90, sharing: "TLP:CLEAR", entity: "Example Exchange" },
      },
    ],
  });
  const known = {
    service: WALLET,
    sharePpm: 973_000,
    firstTime: 1_767_614_400,
    lastTime: 1_768_000_000,
    confidence: 65,
  };
  const standing = { ...known, address: DEPOSIT, from: { blockNumber: 20, logIndex: 3 }, forwardCount: 6 };
  const over = { ...known, address: ANOTHER, from: { blockNumber: 21, logIndex: 3 }, forwardCount: 4 };
  await writeInferences(db.kysely, ethereum.id, { begun: [standing, over], ended: [] });
  await writeInferences(db.kysely, ethereum.id, {
    begun: [],
    ended: [{ inference: over, until: { blockNumber: 30, logIndex: 1 } }],
  });
});

const run = (...args: string[]) => runCli(["watchlist", "deposits", ...args], { env: { REDFLAG_DATABASE_URL: url } });

test("lists what is inferred and stands, with what it rests on", async () => {
  const { code, stdout } = await run("--chain", "ethereum");
  expect([code, stdout.trim()]).toEqual([
    0,
    `${formatAddress(DEPOSIT, "eip155")}  Example Exchange (${formatAddress(WALLET, "eip155")}), since block 20\n` +
      "  inferred with 65 % confidence to be a deposit address of a known service: it sent 97 % of what it had received on " +
      "to one wallet of it, in 6 blocks from 2026-01-05 to 2026-01-09",
  ]);
});

test("says the same to machines", async () => {
  const { stdout } = await run("--chain", "ethereum", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ chain: "ethereum", status: "inferred", entity: "Example Exchange", confidence: 65 },
    evidence: { forwardCount: 6, sharePpm: 973_000, firstTime: "2026-01-05T12:00:00.000Z" },
    inferredAt: { block: 20, logIndex: 3 },
  });
});

test("says when nothing is", async () => {
  const { code, stdout, stderr } = await run("--chain", tron.name);
  expect([code, stdout, stderr]).toEqual([0, "", expect.stringContaining("nothing is inferred on tron")]);
});
