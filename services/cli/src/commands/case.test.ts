import { randomUUID } from "node:crypto";
import { insertCase } from "@redflag/store/case-file";
import { openDatabase } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());
const cli = (...args: string[]) => runCli(["case", ...args], { env: { REDFLAG_DATABASE_URL: url } });

async function openCase(): Promise<string> {
  const viewer = { by: `user:${randomUUID()}`, name: "ada@fiu.example", seesAll: false };
  const seen = await inTransaction(db, (tx) =>
    insertCase(tx, viewer, { id: randomUUID(), title: "A matter", basis: "hand" }, { reason: "a lead" }),
  );
  return seen.number;
}

test("the operator sees every case, and the audit says so before they do; what is not there is said", async () => {
  const number = await openCase();
  const shown = await cli("show", number.toLowerCase());
  expect(shown.stdout).toContain(`${number}  open  A matter\n`);
  expect(shown.stdout).toContain("ada@fiu.example  case opened: a lead\n");
  expect((await cli("list")).stdout).toMatch(new RegExp(`^${number} {2}open .* by ada@fiu.example: A matter\n$`));
  const exported = await cli("export", number, "--format", "json");
  expect(JSON.parse(exported.stdout)).toMatchObject({ format: "redflag.case/1", number });
  expect(exported.stderr).toMatch(/^SHA-256 [0-9a-f]{64}, as in the audit\n$/);

  const unknown = await cli("show", "C-2026-9999");
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("you have no case C-2026-9999")]);
  expect(await cli("show", "9999")).toMatchObject({ code: 2 });

  const { rows } = await db.pool.query("select action, subject, actor_kind from audit_entry order by seq");
  const subject = expect.stringMatching(/^case:/);
  expect(rows).toEqual([
    { action: "case.read", subject, actor_kind: "system" },
    { action: "case.list", subject: "cases", actor_kind: "system" },
    { action: "case.export", subject, actor_kind: "system" },
  ]);
}, 60_000);
