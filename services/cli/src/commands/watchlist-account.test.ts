import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import { expect, test } from "vitest";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

/** An account at a venue, from a publisher's table to the venue's own question and off the list again. */

const { directory, env, api } = await openApi();
const local = (...args: string[]) => runCli(["watchlist", ...args], { env });
const ACCOUNT = ["--venue", "Example", "--account", "123456789"];
const TABLE = `Order ID,Full name,Virtual currency address / User ID,Platform
ASO 13/26,LEFT OUT,TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW,
,LEFT OUT,123456789,Example
,LEFT OUT,123456789,
,LEFT OUT,LEFT OUT,
`;

test("an order's accounts are imported, shown, asked for, proposed away, and never in a name", async () => {
  const file = join(directory, "wallets.csv");
  writeFileSync(file, TABLE);
  const imported = (...more: string[]) => local("import", "--format", "nbctf-orders", file, "--list", "nbctf", ...more);
  const dry = await imported("--dry-run");
  expect(dry.stdout).toContain("+ account 123456789 at example  SEVERE terrorist financing, by NBCTF");
  const done = await imported();
  expect(done.stdout).toContain("nbctf: version 1 with 3 added");
  expect(done.stderr).toContain("nbctf: 4 rows: 3 entries, 0 repeated, 0 of other chains, 1 refused");
  expect(dry.stdout + done.stderr).not.toContain("LEFT OUT");

  const check = await local("check", ...ACCOUNT);
  expect(check.stdout.trimEnd().split("\n").sort()).toEqual([
    "nbctf  SEVERE terrorist financing, by NBCTF (Israel) (ASO 13/26): in force",
    "nbctf  SEVERE terrorist financing, by NBCTF (Israel) (ASO 13/26): in force, at a venue that is not named",
  ]);
  const [first] = (await local("check", ...ACCOUNT, "--json")).stdout.split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({ list: "nbctf", account: "123456789", status: "in force" });
  expect((await local("check", "--venue", "example", "--account", "1234")).stdout).toContain(
    "account 1234 at example is on no list and never was (1 list)",
  );
  expect((await local("diff", "nbctf", "0", "1")).stdout).toContain("account 123456789 at example\n  + SEVERE");
  const unknown = await local("diff", "nbctf", "1", "9");
  expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toContain("list nbctf has no version 9: its newest is 1");

  const key = async (name: string, role: string, ...scopes: string[]) => {
    const create = ["key", "create", "--name", name, "--role", role, ...scopes.flatMap((scope) => ["--scope", scope])];
    writeFileSync(join(directory, name), (await runCli(create, { env })).stdout);
    return ["--key-file", join(directory, name), "--api", `http://127.0.0.1:${api.port}`];
  };
  const ada = await key("ada", "analyst", "lists:read", "lists:propose");
  const bo = await key("bo", "ops", "lists:read", "lists:approve");
  const propose = ["watchlist", "propose", "remove", ...ACCOUNT, "--list", "nbctf", "--reason", "annulled"];
  const { stdout } = await runCli([...propose, ...ada, "--json"], { env: {} });
  const { id, remove } = JSON.parse(stdout) as Proposal;
  // The one whose venue nobody named is another entry.
  expect(remove).toHaveLength(1);
  await runCli(["watchlist", "approve", id, "--reason", "seen", ...bo], { env: {} });
  const history = await local("history", ...ACCOUNT);
  expect(history.stdout).toMatch(/: removed\n {2}version 1 at \S+\n {2}until version 2 at \S+, proposal /);
  // What two people agreed on stands.
  expect((await imported()).stdout).toContain("nbctf: nothing differs from version 2");
});
