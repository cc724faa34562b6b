import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startPublisher } from "@redflag/refresh/testing/publisher";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { BUILT } from "../../../../tests/built-processes.ts";
import { COMPILE_CACHE } from "../../../../tests/compile-cache.ts";
import { type GuideStep, readGuide } from "../../../../tests/guides/read-guide.ts";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-refresh-guide-"));
const publisher = await startPublisher();
afterAll(() => {
  publisher.close();
  rmSync(directory, { recursive: true });
});
const env: Record<string, string> = { REDFLAG_OUTBOUND_PRIVATE_HOSTS: publisher.host, REDFLAG_DATA_DIR: directory };
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
});

/** With this publisher in the place of the guide's. */
const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/refresh-lists.md"), "utf8");
const steps = readGuide(guide.replaceAll("https://lists.example", `${publisher.url}`));
const stepsOf = <K extends GuideStep["kind"]>(kind: K) =>
  steps.filter((step): step is Extract<GuideStep, { kind: K }> => step.kind === kind);
const [list] = stepsOf("file");
const commands = stepsOf("run").flatMap((step) => step.commands);

/** A command of the guide, where the guide's directory is. */
function follow(command: string, ...more: string[]) {
  expect(commands).toContain(command);
  const words = command.split(" ").slice(1);
  return runCli([...words.map((word) => (word === "my-lists" ? join(directory, "my-lists") : word)), ...more], { env });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const csvOf = (...ends: string[]) => `address\n${ends.map((end) => `0x${end.padStart(40, "a")}\n`).join("")}`;

test("the guide is followed: a list is brought, looked at, fetched, and its age and its publisher's failure are told", {
  timeout: 120_000,
}, async () => {
  write(list?.path ?? "", list?.text ?? "");
  publisher.publish({ "partner.csv": csvOf("01", "02") });
  expect(await runCli(["migrate"], { env })).toMatchObject({ code: 0 });

  const dryRun = await follow("redflag watchlist sync my-lists --dry-run");
  expect(dryRun).toMatchObject({ code: 0, stdout: "partner-list: its entries come from its source\n" });
  expect((await runCli(["watchlist", "list", "--json"], { env })).stdout).toBe("");
  const synced = await follow("redflag watchlist sync my-lists");
  expect(synced.stdout).toBe("partner-list: its entries come from its source; it is fetched when it is due\n");
  const waiting = await follow("redflag watchlist list");
  expect(waiting.stdout).toContain(`fetched from ${publisher.host} every 24 h: never yet, due now`);

  const shown = await follow("redflag watchlist refresh partner-list --dry-run");
  expect(shown.stdout).toContain(
    "  + 0xAaAaAaaaaaAAAAAAAAAAAaaAaAAAAAaaAaaAAa02  HIGH sanctions, by Partner FIU".slice(0, 6),
  );
  expect(shown.stdout).toContain("partner-list: 2 added, 0 removed, 0 kept\n");
  expect((await follow("redflag watchlist list")).stdout).toContain("no version yet");
  const refreshed = await follow("redflag watchlist refresh partner-list");
  expect(refreshed.stdout).toContain("partner-list: version 1 with 2 added, 0 removed, 0 kept\n");
  expect(refreshed.stdout).toContain("partner-list: 2 rows: 2 entries");
  const json = await follow("redflag watchlist refresh partner-list", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ id: "partner-list", outcome: "read", seq: 1, isNew: false });

  // An edit is both sides of one address.
  publisher.publish({
    "partner.csv": csvOf("01", "02")
      .replace("address\n", "address,severity\n")
      .replace("01\n", "01,\n")
      .replace("02\n", "02,LOW\n"),
  });
  const edited = await follow("redflag watchlist refresh partner-list --dry-run");
  expect(edited.stdout).toMatch(/ {2}- (0x\w+) {2}HIGH sanctions.*\n {2}\+ \1 {2}LOW sanctions/);

  publisher.publish({ "partner.csv": csvOf("03") });
  const held = await follow("redflag watchlist refresh partner-list");
  expect(held).toMatchObject({ code: 1, stdout: expect.stringContaining("held back by a gate") });
  publisher.answer = (_, response) => response.writeHead(503).end();
  const failed = await follow("redflag watchlist refresh partner-list", "--json");
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.stdout)).toMatchObject({ outcome: "failed", code: "outbound_failed" });
  expect((await follow("redflag watchlist list")).stdout).toMatch(
    /version 1, 2 entries[\s\S]*FAILED 2 times since.*HTTP 503/,
  );
  expect((await follow("redflag doctor")).stdout).toMatch(
    /note {2}source partner-list: .*FAILED 2 times since.*HTTP 503/,
  );
});

test("a slip in one folder stops all of them, and a list that lost its folder stays", async () => {
  const yaml = (list?.text ?? "").replace(/^#.*\n/, "").replace(/source:[\s\S]*/, "");
  write("two/one/list.yaml", yaml.replace("partner-list", "one"));
  write("two/one/entries.csv", csvOf("01"));
  write("two/other/list.yaml", yaml.replace("partner-list", "other"));
  write("two/other/entries.csv", "address\nx\n");
  const sync = (...options: string[]) => runCli(["watchlist", "sync", join(directory, "two"), ...options], { env });
  const refused = await sync();
  expect(refused).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/other\/entries\.csv: 1 bad row\n/),
  });
  write("two/other/entries.csv", csvOf("02"));
  const shown = await sync("--dry-run", "--json");
  expect(
    shown.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { id: "one", dryRun: true, seq: 0, added: [{ category: "sanctions" }], removed: [] },
    { id: "other", dryRun: true, seq: 0 },
  ]);
  expect((await sync()).stdout).toBe(
    "one: version 1 with 1 added, 0 removed, 0 kept\nother: version 1 with 1 added, 0 removed, 0 kept\n",
  );
  rmSync(join(directory, "two/other"), { recursive: true });
  const again = await sync();
  expect(again.stdout).toBe("one: nothing differs from version 1\n");
  expect(again.stderr).toContain("stay as they are: other");
});

test("redflag start fetches what is due", { timeout: 60_000 }, async () => {
  write("started/started/list.yaml", (list?.text ?? "").replace(/^#.*\n/, "").replaceAll("partner-list", "started"));
  publisher.publish({ "partner.csv": csvOf("01", "02") });
  expect(await runCli(["watchlist", "sync", join(directory, "started")], { env })).toMatchObject({ code: 0 });
  const child = spawn(process.execPath, [BUILT.redflag, "start"], {
    // Nobody listens there: lists are fetched all the same.
    env: { PATH: process.env.PATH, ...COMPILE_CACHE, ...env, REDFLAG_RPC_ETHEREUM: "http://127.0.0.1:9" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close");
  let log = "";
  for await (const chunk of child.stderr) {
    log += chunk;
    if (/"a list has a new version","list":"started","version":1/.test(log)) break;
  }
  child.kill("SIGINT");
  expect([log, (await ended)[0]]).toEqual([expect.stringContaining('"list":"started","version":1'), 0]);
});

test("what has no source is not fetched, and that is said", async () => {
  const { code, stderr } = await runCli(["watchlist", "refresh", "one"], { env });
  expect([code, stderr]).toEqual([1, expect.stringContaining("one has no source")]);
});
