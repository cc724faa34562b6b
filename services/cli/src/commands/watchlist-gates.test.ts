import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { AlertLine } from "@redflag/contract/alert-line";
import { demo } from "@redflag/domain/chains/demo";
import { openDatabase } from "@redflag/store/database";
import { decideProposal, insertProposal } from "@redflag/store/list-proposal";
import { inTransaction } from "@redflag/store/transaction";
import { afterAll, expect, onTestFinished, test } from "vitest";
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
  for (const command of [
    ["import", folder],
    ["sync", directory],
  ]) {
    const shown = await run("watchlist", ...command, "--dry-run");
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain("orders: 0 added, 3 removed, 1 kept\n  - 0x22");
    expect(shown.stdout).toContain("a gate would hold it back: addresses removed at once: 75 %");
    expect(shown.stdout).toContain("orders: version 1 would stay live. Nothing was changed.\n");
  }
  const json = await run("watchlist", "import", folder, "--dry-run", "--json");
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([1, { seq: 1, heldBack: [{ figure: 75 }] }]);
  expect((await run("watchlist", "list")).stdout).not.toContain("HELD BACK");
  const held = await run("watchlist", "import", folder, "--reason", "order 43/25");
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

test("what was imported by hand is in the audit, with why; what changed nothing is not", async () => {
  // The same once more is the same task.
  expect((await run("watchlist", "import", folder)).code).toBe(1);
  const { rows } = await db.pool.query(
    "select actor_kind, actor_id, actor_name, content::jsonb -> 'detail' as detail from audit_entry where subject = 'list:orders' and action = 'list.import' order by seq",
  );
  const actor = { actor_kind: "system", actor_id: "cli", actor_name: userInfo().username };
  const source = "imported from orders";
  const gates = { removedPercentMax: 50 };
  expect(rows).toEqual([
    {
      ...actor,
      detail: {
        ...{ source, versionBefore: 0, versionAfter: 1, added: 4, removed: 0, refused: 0 },
        words: { title: "Orders", authority: "Court", gates },
      },
    },
    {
      ...actor,
      detail: {
        ...{ source, reason: "order 43/25", versionBefore: 1, versionAfter: 1, added: 0, removed: 3, refused: 0 },
        heldBack: ["addresses removed at once: 75 %, where 50 % at most are expected"],
      },
    },
  ]);
});

test("a list's words, its gates and where it is fetched from are told when sync says them anew", async () => {
  const told = async () => {
    const { rows } = await db.pool.query(
      "select content::jsonb -> 'detail' as detail from audit_entry where subject = 'list:orders' and action = 'list.sync' order by seq",
    );
    return rows.map(({ detail }) => detail);
  };
  const file = join(folder, "list.yaml");
  const yaml = readFileSync(file, "utf8");
  onTestFinished(() => writeFileSync(file, yaml));
  write(4);
  const sync = (...options: string[]) => run("watchlist", "sync", directory, ...options);
  expect((await sync()).code).toBe(0);
  expect(await told()).toEqual([]);
  writeFileSync(file, yaml.replace("removed_percent_max: 50", "removed_percent_max: 90"));
  expect((await sync("--dry-run")).stdout).toContain("said anew of the list: gates\n");
  expect((await sync("--reason", "fewer orders now")).code).toBe(0);
  expect(await told()).toMatchObject([{ reason: "fewer orders now", words: { gates: { removedPercentMax: 90 } } }]);
  writeFileSync(file, yaml);
  await sync();
  expect((await told()).length).toBe(2);
});

test("what people decided is shown where it stands against a file", async () => {
  write(4);
  const list = "orders";
  const [row] = (await db.pool.query("select entry_id from list_entry where list_id = $1 order by address", [list]))
    .rows;
  const [id, remove] = [randomUUID(), [`0x${row.entry_id.toString("hex")}` as const]];
  const [author, actor] = ["ada", "bo"].map((name) => ({ by: `user:${randomUUID()}`, name }));
  if (author === undefined || actor === undefined) throw new Error("two people");
  await inTransaction(db, async (tx) => {
    const change = { kind: "remove", add: [], remove } as const;
    await insertProposal(tx, { id, list, change, reason: "annulled", author });
    await decideProposal(tx, { id, verdict: "approved", reason: "so it is", actor });
  });
  const shown = await run("watchlist", "import", folder, "--dry-run");
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("orders: nothing differs from version 2\n") });
  expect(shown.stdout).toContain(`proposal ${id} (remove) makes 1 entry other than the file\n`);
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
  expect(delisted).toMatchObject([{ list: "orders", version: 3 }]);
  expect(rest).toMatchObject({ state: "final", severity: "HIGH", score: 300 });
  expect((await run("alerts")).stdout).toContain("delisted since: orders version 3 at ");
  expect((await run("watchlist", "list")).stdout).not.toContain("HELD BACK");
});
