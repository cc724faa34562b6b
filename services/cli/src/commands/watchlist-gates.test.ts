import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlertLine } from "@redflag/contract/alert-line";
import { demo } from "@redflag/domain/chains/demo";
import { openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-gates-"));
afterAll(() => rmSync(directory, { recursive: true }));
const databaseUrl = await createTestDatabaseUrl();
const env = { REDFLAG_DATABASE_URL: databaseUrl, REDFLAG_DATA_DIR: directory };
const db = await openDatabase({ url: databaseUrl, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const folder = join(directory, "orders");
mkdirSync(folder);
writeFileSync(
  join(folder, "list.yaml"),
  `id: orders
title: Orders
authority: Court
licence: Public domain
maintenance: By hand
gates:
  removed_percent_max: 50
defaults: { category: sanctions, severity: HIGH, confidence: 100 }
`,
);
const run = (...args: string[]) => runCli(args, { env });

function write(count: number): void {
  const rows = Array.from({ length: count }, (_, index) => `0x${String(index + 1).repeat(40)}`);
  writeFileSync(join(folder, "entries.csv"), ["address", ...rows, ""].join("\n"));
}

test("what a gate holds back is told where it is imported, listed and examined", async () => {
  write(4);
  expect(await run("watchlist", "import", folder)).toMatchObject({ code: 0 });
  expect((await run("watchlist", "list")).stdout).not.toContain("HELD BACK");
  write(1);
  const held = await run("watchlist", "import", folder);
  expect([held.code, held.stdout]).toEqual([1, ""]);
  expect(held.stderr).toContain("addresses removed at once: 75 %, where 50 % at most are expected");
  const list = await run("watchlist", "list");
  expect(list.stdout).toContain("orders  version 1, 4 entries");
  expect(list.stdout).toContain("HELD BACK on orders, version 1 stays live: addresses removed at once: 75 %");
  const [line] = (await run("watchlist", "list", "--json")).stdout.split("\n");
  expect(JSON.parse(line ?? "")).toMatchObject({ id: "orders", seq: 1, held: { entryCount: 1, removed: 3 } });
  const doctor = JSON.parse((await run("doctor", "--json")).stdout) as { checks: { name: string; status: string }[] };
  expect(doctor.checks.find(({ name }) => name === "gate orders")).toMatchObject({
    status: "wrong",
    hint: expect.stringContaining("redflag watchlist propose accept --list orders --held "),
  });
});

test("an alert whose subject has left its list says since when, and stays", async () => {
  const subject = Buffer.alloc(20, 0x44);
  await db.kysely
    .insertInto("alert")
    .values({
      id: Buffer.alloc(32, 1),
      chain_id: demo.id,
      heuristic: "watchlist-hit",
      heuristic_version: 1,
      subject,
      severity: "HIGH",
      exposure: "DIRECT",
      score: 300,
      revision: Buffer.alloc(32, 2),
      evidence_count: 0,
      first_block: 1,
      last_block: 1,
      first_time: new Date("2026-01-01T00:00:00Z"),
      last_time: new Date("2026-01-01T00:00:00Z"),
      state: "final",
      state_seq: 1,
    })
    .execute();
  const read = async () => AlertLine.parse(JSON.parse((await run("alerts", "--json")).stdout));
  expect(await read()).not.toHaveProperty("delisted");
  write(3);
  expect((await run("watchlist", "import", folder)).code).toBe(0);
  const { delisted, ...rest } = await read();
  expect(delisted).toMatchObject([{ list: "orders", version: 2 }]);
  expect(rest).toMatchObject({ state: "final", severity: "HIGH", score: 300 });
  expect((await run("alerts")).stdout).toContain("delisted since: orders version 2 at ");
  expect((await run("watchlist", "list")).stdout).not.toContain("HELD BACK");
});
