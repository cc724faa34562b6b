import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { createProgram } from "./program.ts";
import { WATCHLISTS_DIR } from "./project-paths.ts";
import { runArguments } from "./run-arguments.ts";
import { runWithin, type Surroundings } from "./surroundings.ts";
import { serveOneAnswer } from "./testing/one-answer-server.ts";
import { runCli } from "./testing/run-cli.ts";
import { runCliProcess } from "./testing/run-cli-process.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-cli-"));
afterAll(() => rmSync(directory, { recursive: true }));

const LISTED = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const env: Record<string, string> = {};
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
  env.REDFLAG_DATA_DIR = directory;
});

/** Each with the summary of its parent's help. */
const commands: Array<{ args: readonly string[]; summary: string }> = [];
for (const listed of (await createProgram([])).commands) {
  const [command = listed] = (await createProgram([listed.name()])).commands;
  const args = [listed.name()];
  if (command.commands.length === 0) commands.push({ args, summary: listed.summary() });
  for (const sub of command.commands) commands.push({ args: [...args, sub.name()], summary: sub.summary() });
}

/** In this process: one process for each command would take half a minute to show the same. */
test.each(commands.map(({ args }) => [args.join(" "), args] as const))(
  "%s --help shows an example",
  async (_, args) => {
    const program = await createProgram(args);
    let shown = "";
    listenTo(program, (text) => {
      shown += text;
    });
    const help = program.parseAsync([...args, "--help"], { from: "user" });
    await expect(help).rejects.toMatchObject({ code: "commander.helpDisplayed", exitCode: 0 });
    expect(shown).toContain(`redflag ${args.join(" ")}`);
    expect(shown).toContain("Example");
  },
);

function listenTo(command: Command, writeOut: (text: string) => void): void {
  command.configureOutput({ writeOut });
  for (const sub of command.commands) listenTo(sub, writeOut);
}

/** Eighty columns hold a name and what is told of it beside it. */
test("help lists every command in words that fit beside its name", async () => {
  const { code, stdout, stderr } = await runCli(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const { args, summary } of commands.filter(({ args }) => args.length === 1)) {
    expect(stdout).toContain(`\n  ${args[0]?.padEnd(14)}  ${summary}\n`);
  }
  expect((await runCli(["help"])).stdout).toBe(stdout);
  expect((await runCli(["help", "watchlist"])).stdout).toContain("\n  export          what an audience may know");
});

test.each([
  ["help", ["--help"]],
  ["an answer", ["watchlist", "formats"]],
])("a reader that has had enough of %s makes no failure of it", async (_, args) => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })),
  });
  const given: Surroundings = { env: {}, stdin: Readable.from([]), stdout: gone, stderr: new PassThrough() };
  await runWithin(given, () => runArguments(args));
  expect([given.exitCode ?? 0, gone.errored]).toEqual([0, expect.objectContaining({ code: "EPIPE" })]);
});

test("an output that cannot be written is told, and is a failure", async () => {
  const full = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" })),
  });
  const stderr = new PassThrough({ encoding: "utf8" });
  const given: Surroundings = { env: {}, stdin: Readable.from([]), stdout: full, stderr };
  await runWithin(given, () => runArguments(["watchlist", "formats"]));
  await new Promise((resolve) => full.once("close", resolve));
  expect([given.exitCode, stderr.read()]).toEqual([1, expect.stringContaining("ENOSPC: no space left")]);
});

test("where nothing can be told either, it ends all the same", async () => {
  let writes = 0;
  const full = new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done) => {
      writes++;
      setImmediate(() => done(Object.assign(new Error("full"), { code: "ENOSPC" })));
    },
  });
  const given: Surroundings = { env: {}, stdin: Readable.from([]), stdout: new PassThrough(), stderr: full };
  await runWithin(given, () => runArguments(["nonsense"]));
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(given.exitCode).toBe(2);
  expect(writes).toBeLessThan(5);
});

test("a key file with more than a key in it is refused, and nothing of it is told", async () => {
  const keyFile = join(directory, "two.key");
  writeFileSync(keyFile, "rf_live_first\nrf_live_second\n");
  for (const file of [keyFile, "/dev/null", directory]) {
    const { code, stdout, stderr } = await runCli(["screen", LISTED, "--key-file", file], { env });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("error: Key file cannot be used\n");
    expect(stderr).not.toMatch(/rf_live/);
  }
});

test("what nobody supplied and no list is is not found", async () => {
  const ended = ["enrichment", "delete", "--from", "nosuch", "--all"];
  await expectProblem(ended, {}, "Not found", "nosuch has supplied nothing");
  await expectProblem(["watchlist", "refused", "nosuch"], {}, "Not found", "no list has the id nosuch");
});

test("help that was asked for is no failure", async () => {
  const { code, stdout, stderr } = await runCliProcess(["alerts", "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Usage: redflag alerts");
});

test("a process says by its exit code that its arguments are wrong", async () => {
  const { code, stdout, stderr } = await runCliProcess(["nonsense"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("unknown command 'nonsense'");
});

test.each([
  ["no command", []],
  ["an unknown command", ["nonsense"]],
  ["an unknown option", ["alerts", "--nonsense"]],
  ["a missing option", ["ingest", "--chain", "demo", "--from", "1"]],
  ["a block that is no number", ["ingest", "--chain", "demo", "--from", "0x1", "--to", "2"]],
  ["an unknown state", ["alerts", "--state", "lost"]],
  ["an unknown chain", ["alerts", "--chain", "nope"]],
  ["a dry run of what changes nothing", ["rebuild", "--chain", "demo", "--dry-run"]],
  ["inputs of another time than now", ["rebuild", "--chain", "demo", "--as", "then"]],
  ["a day that no calendar has", ["audit", "list", "--since", "2026-02-30"]],
  ["a time that ends before it begins", ["audit", "list", "--since", "2026-02-01", "--until", "2026-01-01"]],
  ["days the other way round", ["tune", "--capacity", "5/day", "--from", "2026-02-01", "--to", "2026-01-01"]],
  ["what is known in the future", ["watchlist", "check", LISTED, "--as-of", "9999-12-31"]],
  ["a currency that is none", ["alert", "show", "7f3a09c1", "--currency", "ZZZ"]],
  ["parameters of what is stopped", ["heuristic", "shadow", "hub", "--stop", "--set", "a=1", "--reason", "x"]],
  ["words that steer a terminal", ["rates", "import", "a.csv", "--source", "a\u001b[31mb"]],
  ["words that turn text around", ["watchlist", "import", "a.csv", "--list", "a", "--title", "a\u202eb"]],
  ["an age that is no number of days", ["retention", "--chain", "demo", "--older-than", "1y"]],
])("%s is wrong usage: exit code 2", async (_, args) => {
  const { code, stdout, stderr } = await runCli(args, { env });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).not.toMatch(STACK_LINE);
});

/** Exit code 1, and three lines or more: what failed, the facts, what to do. */
/** "    at why (file:///…:12:3)" */
const STACK_LINE = /^ {4}at .*:\d+:\d+/m;

async function expectProblem(args: readonly string[], over: Record<string, string>, title: string, fact: string) {
  const { code, stdout, stderr } = await runCli(args, { env: { ...env, ...over } });
  expect(stderr).toContain(`error: ${title}\n`);
  expect(stderr).toContain(fact);
  expect(stderr.trim().split("\n").length).toBeGreaterThanOrEqual(3);
  expect(stderr).not.toMatch(STACK_LINE);
  expect([code, stdout]).toEqual([1, ""]);
}

const ingest = ["ingest", "--chain", "demo", "--from", "1", "--to", "2", "--json"];

test("a wrong checksum, an impossible range", async () => {
  await expectProblem(["watchlist", "check", LISTED.replace(/8$/, "9")], {}, "Address fails its checksum", "EIP-55");
  await expectProblem(["why", "0x12", "--chain", "demo"], {}, "Not an address", "no transaction either");
  const cyrillic = LISTED.replace("AFE", "\u0410FE");
  await expectProblem(["watchlist", "check", cyrillic], {}, "Not an address", "character 34 is U+0410");
  await expectProblem(["ingest", "--chain", "demo", "--from", "3", "--to", "2"], {}, "Not a block range", "--from 3");
});

test("a lane that is not there, an age that nobody gave", async () => {
  await expectProblem(
    ["rebuild", "--chain", "demo", "--as", "now"],
    {},
    "Nothing was ingested for this chain yet",
    "demo",
  );
  await expectProblem(["retention", "--chain", "demo"], {}, "No age is given for retention", "nothing of demo");
});

test("endpoints: none, down, of another chain, a web page, nothing", async () => {
  await expectProblem(ingest, {}, "No endpoint configured", "REDFLAG_RPC_DEMO");
  await expectProblem(["start"], {}, "No endpoint configured", "no chain has one");
  const secret = "0123456789abcdef0123456789abcdef";
  const down = { REDFLAG_RPC_DEMO: `http://127.0.0.1:9/${secret}` };
  await expectProblem(ingest, down, "Endpoint cannot be reached", "127.0.0.1:9: ECONNREFUSED");
  expect((await runCliProcess(ingest, { env: { ...env, ...down } })).stderr).not.toContain(secret);
  const other = await serveOneAnswer(({ id }) => ({ jsonrpc: "2.0", id, result: "0x1" }));
  await expectProblem(ingest, { REDFLAG_RPC_DEMO: other }, "Endpoint serves another chain", "serves chain 1, demo is");
  const page = await serveOneAnswer(() => "<!doctype html><title>Welcome</title>");
  await expectProblem(ingest, { REDFLAG_RPC_DEMO: page }, "Endpoint did not answer with JSON", "127.0.0.1");
  const nothing = await serveOneAnswer(() => "");
  await expectProblem(ingest, { REDFLAG_RPC_DEMO: nothing }, "Endpoint did not answer with JSON", "127.0.0.1");
});

test("the database: away, empty, newer; the password is never told", async () => {
  const away = { REDFLAG_DATABASE_URL: "postgres://somebody:hunter2secret@127.0.0.1:9/redflag" };
  await expectProblem(["alerts"], away, "Database cannot be reached", "127.0.0.1:9, database redflag");
  expect((await runCliProcess(["alerts"], { env: { ...env, ...away } })).stderr).not.toContain("hunter2secret");

  const fresh = { REDFLAG_DATABASE_URL: await createTestDatabaseUrl("template0") };
  await expectProblem(["alerts"], fresh, "Database lacks migrations", "0001_ledger");
  expect((await runCliProcess(["migrate", "--json"], { env: fresh })).stdout).toContain('"applied":["0001_ledger"');
  expect((await runCliProcess(["alerts"], { env: fresh })).code).toBe(0);

  const { openDatabase } = await import("@redflag/store/database");
  const db = await openDatabase({ url: fresh.REDFLAG_DATABASE_URL, applicationName: "test", poolMax: 1 });
  await db.pool.query("insert into migration (number, name, checksum) values (9999, '9999_future', '')");
  await db.close();
  await expectProblem(["alerts"], fresh, "Database was migrated by a newer Redflag", "9999_future");
  await expectProblem(["migrate"], fresh, "Database was migrated by a newer Redflag", "9999_future");
});

test("a misspelt variable is no silent default", async () => {
  await expectProblem(["alerts"], { REDFLAG_DATABSE_URL: "x" }, "Configuration is not valid", "REDFLAG_DATABASE_URL");
});

test("a bad row stops a whole import", async () => {
  const file = join(directory, "rows.csv");
  const words = ["--list", "mine", "--title", "Mine", "--authority", "Me", "--category", "sanctions"];
  writeFileSync(file, `address\n${LISTED}\n0x0000000000000000000000000000000000000000\n`);
  await expectProblem(["watchlist", "import", file, ...words], {}, "Watchlist row is not valid", "line 3");
  expect((await runCli(["watchlist", "list", "--json"], { env })).stdout).toBe("");

  writeFileSync(file, `address\n${LISTED}\n`);
  await expectProblem(["watchlist", "import", file], {}, "It is not clear which list this is", "--list is missing");
  const imported = await runCli(["watchlist", "import", file, ...words, "--json"], { env });
  expect(JSON.parse(imported.stdout)).toMatchObject({ id: "mine", seq: 1, added: 1, isNew: true });
  const again = await runCli(["watchlist", "import", file, "--list", "mine", "--category", "sanctions"], { env });
  expect(again.stdout).toContain("nothing differs from version 1");
  writeFileSync(file, "address\n");
  await expectProblem(["watchlist", "import", file, ...words], {}, "Watchlist cannot be read", "no entry in it");
  const folder = ["watchlist", "import", join(WATCHLISTS_DIR, "demo"), "--category", "other"];
  await expectProblem(folder, {}, "It is not clear which list this is", "says what --category would");
  const check = await runCli(["watchlist", "check", LISTED.toLowerCase(), "--json"], { env });
  expect(JSON.parse(check.stdout)).toMatchObject({
    list: "mine",
    address: LISTED,
    severity: "HIGH",
    status: "in force",
  });
});

test("doctor names what is wrong and how to mend it, and exits with 1", async () => {
  const down = { ...env, REDFLAG_RPC_DEMO: "http://127.0.0.1:9" };
  const { code, stdout } = await runCliProcess(["doctor", "--json"], { env: down });
  const { ok, checks } = JSON.parse(stdout) as {
    ok: boolean;
    checks: Array<{ name: string; status: string; hint?: string }>;
  };
  expect([code, ok]).toEqual([1, false]);
  expect(checks.filter(({ status }) => status === "wrong").map(({ name }) => name)).toEqual([
    "endpoint demo 127.0.0.1:9",
  ]);
  expect(checks.every(({ status, hint }) => status === "ok" || hint !== undefined)).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(["database", "migrations", "queue"]));
});
