import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlertLine } from "@redflag/contract/alert-line";
import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Entry } from "@redflag/domain/entry";
import { InputCache } from "@redflag/screen/input-cache";
import { stepLookback } from "@redflag/screen/lookback-step";
import { LISTED, PAYER, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-lookbacks-"));
afterAll(() => rmSync(directory, { recursive: true }));
const databaseUrl = await createTestDatabaseUrl();
const env = { REDFLAG_DATABASE_URL: databaseUrl, REDFLAG_DATA_DIR: directory };
const db = await openDatabase({ url: databaseUrl, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());
const run = (...args: string[]) => runCli(args, { env });

const list = { id: "orders", title: "Orders", authority: "Court" };
const entry: Entry = {
  ...{ address: LISTED, family: "eip155", category: "sanctions", severity: "HIGH", authority: "Court" },
  ...{ confidence: 100, sharing: "TLP:CLEAR" },
};
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

test("told while it waits and once it is done; and a delisting is told with all that was found because of the entry", async () => {
  expect(await run("watchlist", "lookbacks")).toMatchObject({ code: 0, stdout: "" });
  expect((await run("watchlist", "lookbacks", "nobodys")).stderr).toContain("no list has the id nobodys");
  expect((await run("watchlist", "lookbacks", "--chain", "nowhere")).code).toBeGreaterThan(0);

  const [relay, taker] = ["c3", "d4"].map((pair): Address => `0x${pair.repeat(20)}`) as [Address, Address];
  const amount = 500_000_000n;
  const sample = new SampleChain()
    .mine({ tx: "p1", from: LISTED, to: relay, amount })
    .mine({ tx: "p2", from: relay, to: taker, amount });
  const screen = () => screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, demo);
  await importList();
  await insertLane(db.kysely, demo.id, 1);
  await writeRange(db, demo, sample.range(1));
  await screen();
  await importList(entry);
  await writeRange(db, demo, sample.mine({ tx: "p3", from: PAYER, to: PAYER }).range(3));
  await screen();
  const waiting = await run("watchlist", "lookbacks", "orders");
  expect(waiting.stdout).toMatch(
    /^orders version 2 of \d{4}-\d\d-\d\d on Demo \(local\), blocks 1 to 2\n {2}not begun: it waits/,
  );
  await upsertTip(db.kysely, demo.id, { head: sample.blockAt(3), finalizedNumber: 3 });
  await screen();
  while ((await stepLookback({ db, inputs: new InputCache() }, demo)).kind === "looked");

  const done = await run("watchlist", "lookbacks", "--chain", "demo", "--json");
  expect(JSON.parse(done.stdout)).toMatchObject({
    ...{ chain: demo.caip2, listId: "orders", version: 2, from: 1, to: 2, entryCount: 1, doneCount: 1, alertCount: 2 },
    ...{ isFinished: true, addedAt: expect.any(Number), begunAt: expect.any(Number), finishedAt: expect.any(Number) },
  });
  const alerts = async () =>
    (await run("alerts", "--json")).stdout
      .trim()
      .split("\n")
      .map((line) => AlertLine.parse(JSON.parse(line)));
  expect((await alerts()).map(({ heuristic, delisted }) => [heuristic, delisted]).sort()).toEqual([
    ["lookback-exposure", undefined],
    ["lookback-hit", undefined],
  ]);
  await importList();
  for (const { state, delisted } of await alerts()) {
    expect([state, delisted]).toMatchObject(["final", [{ list: "orders", version: 3 }]]);
  }
});
