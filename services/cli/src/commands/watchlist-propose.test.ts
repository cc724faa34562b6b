import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { expect, test } from "vitest";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

/** Two people at a command line, each with a key of their own, on a running API. */

const { directory, env, db, api } = await openApi();

const ADDRESS = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";

async function makeKey(name: string, role: string, ...scopes: string[]): Promise<string> {
  const create = ["key", "create", "--name", name, "--role", role, ...scopes.flatMap((scope) => ["--scope", scope])];
  const keyFile = join(directory, `${name}.key`);
  writeFileSync(keyFile, (await runCli(create, { env })).stdout);
  return keyFile;
}
const ada = await makeKey("ada", "analyst", "lists:read", "lists:propose", "watches:own");
const bo = await makeKey("bo", "ops", "lists:read", "lists:propose", "lists:approve");

const local = (...args: string[]) => runCli(["watchlist", ...args], { env });
/** As whoever holds the key, with nothing of the database's. */
const remote = (keyFile: string, ...args: string[]) =>
  runCli(["watchlist", ...args, "--key-file", keyFile, "--api", `http://127.0.0.1:${api.port}`], { env: {} });
const propose = (keyFile: string, kind: string, ...args: string[]) =>
  remote(keyFile, "propose", kind, ...args, "--list", "seizures", "--reason", "order 43/25");
const jsonOf = <T>({ stdout }: { stdout: string }): T[] =>
  stdout
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

test("proposed, refused to the author, approved by another, edited, delisted, and the trail read", async () => {
  const words = [
    "--category",
    "terrorist_financing",
    "--severity",
    "HIGH",
    "--title",
    "Orders",
    "--authority",
    "NBCTF",
  ];
  const dry = await propose(ada, "add", ADDRESS, ...words, "--dry-run");
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toBe(
    `${ADDRESS}\n  + HIGH terrorist financing, by NBCTF, 100 %, TLP:RED\nagainst version 0: 1 added, 0 removed\n`,
  );
  expect((await remote(bo, "proposals")).stderr).toBe("nothing waits for anybody\n");

  const [made] = jsonOf<Proposal>(await propose(ada, "add", ADDRESS, ...words, "--json"));
  const id = made?.id ?? "";
  expect(made).toMatchObject({ kind: "add", state: "open", reason: "order 43/25", author: { name: "ada" } });
  expect((await remote(bo, "proposals")).stdout).toContain(`${id}  open\n  add on seizures: ${ADDRESS}\n  by ada at `);
  expect((await remote(bo, "proposals", id)).stdout).toContain("  + HIGH terrorist financing");
  const own = await remote(ada, "approve", id, "--reason", "mine");
  expect([own.code, own.stderr]).toEqual([1, expect.stringContaining("needs the permission lists:approve")]);
  const approved = await remote(bo, "approve", id, "--reason", "seen the order");
  expect(approved.stdout).toContain("version 1\n");
  expect(approved.stdout).toContain("approved by bo at");

  const edited = jsonOf<Proposal>(await propose(bo, "edit", ADDRESS, "--severity", "SEVERE", "--json"));
  const boOwn = await remote(bo, "approve", edited[0]?.id ?? "", "--reason", "mine");
  expect([boOwn.code, boOwn.stderr]).toEqual([1, expect.stringContaining("Somebody else has to decide")]);
  const other = await makeKey("cy", "supervisor", "lists:read", "lists:approve");
  expect((await remote(other, "approve", edited[0]?.id ?? "", "--reason", "right")).code).toBe(0);
  const diff = await local("diff", "seizures", "1", "2");
  expect(diff.stdout.split("\n").map((line) => line.slice(0, 10))).toEqual([
    ADDRESS.slice(0, 10),
    "  - HIGH t",
    "  + SEVERE",
    "",
  ]);
  expect(diff.stderr).toBe("1 added, 1 removed\n");

  const [removal] = jsonOf<Proposal>(await propose(ada, "remove", ADDRESS, "--json"));
  await remote(bo, "approve", removal?.id ?? "", "--reason", "annulled");
  const history = jsonOf<Listing>(await local("history", ADDRESS, "--json"));
  expect(history).toMatchObject([
    { state: "removed", firstVersion: 1, endedVersion: 2, listedBy: id },
    { state: "removed", firstVersion: 2, endedVersion: 3, endedBy: removal?.id },
  ]);
  const then = await local("check", ADDRESS, "--as-of", history[1]?.listedAt ?? "");
  expect(then.stdout).toContain("seizures  SEVERE terrorist financing, by NBCTF: in force\n  version 2 at ");
  expect((await local("check", ADDRESS, "--as-of", "2020-01-01")).stderr).toContain(
    "was on no list that was known at 2020",
  );
  const versions = await local("versions", "seizures");
  expect(versions.stdout).toMatch(/^3 {2}.*0 entries: proposed by ada, approved by bo\n {2}proposal /);

  const audit = await runCli(["audit", "list", "--json"], { env });
  const trail = jsonOf<{ action: string; subject?: string; outcome: string; detail?: Record<string, unknown> }>(audit);
  const actsOn = (proposal: string | undefined) =>
    trail
      .filter(({ subject }) => subject === `proposal:${proposal}`)
      .map(({ action, outcome }) => `${action} ${outcome}`)
      .sort();
  // What the author's key does not open is refused before it is known what was asked about.
  expect(actsOn(id)).toEqual(["list.propose done", "proposal.approve done", "proposal.read done"]);
  expect(actsOn(edited[0]?.id)).toEqual(["list.propose done", "proposal.approve done", "proposal.approve refused"]);
  const why = trail.find(({ action, subject }) => action === "proposal.approve" && subject === `proposal:${id}`);
  expect(why?.detail).toMatchObject({ list: "seizures", kind: "add", reason: "seen the order", version: 1 });
});

test("an emergency is told as one; the address and the list are wrong in words", async () => {
  const words = ["--category", "sanctions", "--severity", "HIGH", "--title", "Orders", "--authority", "NBCTF"];
  const made = await propose(bo, "add", ADDRESS, ...words, "--emergency");
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining("in effect; somebody else confirms it") });
  expect(made.stdout).toContain("EMERGENCY, unconfirmed");
  const wrong = await propose(ada, "add", ADDRESS.replace("J", "j"), ...words);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("Entry cannot stand on a list")]);
  const nowhere = await propose(ada, "edit", "0x52908400098527886E0F7030069857D2E4169EE7", "--severity", "LOW");
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("seizures has no such entry of 0x5290")]);
  const missing = await local("diff", "nowhere", "0", "1");
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("no list has the id nowhere")]);
});

test("what is watched is its owner's", async () => {
  await remote(ada, "watch", "add", ADDRESS, "--reason", "a lead");
  const [watch] = jsonOf<{ id: string; address: string }>(await remote(ada, "watch", "list", "--json"));
  expect(watch).toMatchObject({ address: ADDRESS, reason: "a lead" });
  const other = await makeKey("dan", "supervisor", "watches:own");
  expect((await remote(other, "watch", "list")).stderr).toBe("you watch nothing\n");
  expect((await remote(other, "watch", "end", watch?.id ?? "")).code).toBe(1);
  expect((await remote(ada, "watch", "alerts")).stderr).toBe("no payments of what you watch\n");
  await db.pool.query(
    `insert into watch_alert
     select '\\x01'::bytea || decode(repeat('00', 31), 'hex'), id, owner, 1, 9, '\\x02', to_timestamp(1700000000), 0,
       decode(repeat('03', 32), 'hex'), 0, address, address, address, 5, 'T… sent 5 to itself; you watch T…', 1, 'final'
     from private_watch`,
  );
  const alerts = await remote(ada, "watch", "alerts", "--watch", watch?.id ?? "", "--state", "final");
  expect(alerts.stdout).toBe(
    `final  T… sent 5 to itself; you watch T…\n  0x${"03".repeat(32)} on eip155:1, block 9, 2023-11-14T22:13:20.000Z\n` +
      `  of watch ${watch?.id}\n`,
  );
  expect(jsonOf(await remote(ada, "watch", "alerts", "--json"))).toMatchObject([{ watch: watch?.id, block: 9 }]);
  expect((await remote(other, "watch", "alerts")).stderr).toBe("no payments of what you watch\n");
  expect((await remote(ada, "watch", "end", watch?.id ?? "")).code).toBe(0);
});
