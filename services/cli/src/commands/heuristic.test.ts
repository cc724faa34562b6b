import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { InputCache } from "@redflag/screen/input-cache";
import { sampleLane as chain, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const DAY_S = 86_400;
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;
const account = (byte: string) => `0x${byte.repeat(20)}` as const;
const [GIVER, TAKER, RELAY, SMALL] = [account("c1"), account("c3"), account("c2"), account("c4")];

/** One relay of 5,000 dollars, which is an alert, and after it one of 900, which is none at 1,000. */
const sample = new SampleChain()
  .mine({ tx: "before", from: GIVER, to: TAKER, amount: dollars(1) })
  .mineAfter(8 * DAY_S)
  .mine({ tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
  .mine({ tx: "out", from: RELAY, to: TAKER, amount: dollars(4_900) })
  .mine({ tx: "in 2", from: GIVER, to: SMALL, amount: dollars(900) })
  .mine({ tx: "out 2", from: SMALL, to: TAKER, amount: dollars(890) });

async function screenUpTo(finalizedNumber: number): Promise<void> {
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
}

beforeAll(async () => {
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1, 4));
  await screenUpTo(4);
});

beforeEach(async () => {
  await db.pool.query("truncate heuristic_setting, shadow_block, shadow_finding, alert_disposition");
});

const env = { REDFLAG_DATABASE_URL: url };
const run = (...args: string[]) => runCli(args, { env });
const heuristic = (...args: string[]) => run("heuristic", ...args);
const because = ["--reason", "a test"];

async function lastDeeds(count: number) {
  const { rows } = await db.pool.query("select content from audit_entry order by seq desc limit $1", [count]);
  return rows.map(({ content }) => JSON.parse(content)).reverse();
}

test("a setting, what is tried, its promotion and the way back are each a version, and in the audit", async () => {
  expect((await heuristic("set", "rapid-pass-through", "--set", "receivedUsdMin=900", ...because)).stdout).toBe(
    "rapid-pass-through version 1: enforced, receivedUsdMin 900 (setting 1)\n",
  );
  const tried = await heuristic("shadow", "rapid-pass-through", "--set", "shareOutPercent=95", ...because);
  expect(tried.stdout).toBe(
    "rapid-pass-through version 1: enforced and shadow, receivedUsdMin 900; in shadow receivedUsdMin 900, shareOutPercent 95 (setting 2)\n",
  );
  expect((await heuristic("promote", "rapid-pass-through", ...because)).stdout).toContain(
    "enforced, receivedUsdMin 900, shareOutPercent 95 (setting 3)",
  );
  expect((await heuristic("off", "rapid-pass-through", ...because)).stdout).toContain("off, ");
  const { stdout, stderr } = await heuristic("reset", "rapid-pass-through", ...because);
  expect(stdout).toBe("rapid-pass-through version 1: enforced, default parameters (setting 5)\n");
  expect(stderr).toContain("it holds from the next block on");
  expect((await heuristic("reset", "rapid-pass-through", ...because)).stderr).toContain("nothing was changed");
  const deeds = await lastDeeds(5);
  expect(deeds.map(({ action, subject }) => [action, subject])).toEqual(
    ["set", "shadow", "promote", "off", "reset"].map((verb) => [`heuristic.${verb}`, "heuristic:rapid-pass-through"]),
  );
  expect(deeds[2].detail).toEqual({
    setting: 3,
    enforced: true,
    params: { receivedUsdMin: 900, shareOutPercent: 95 },
    reason: "a test",
  });
  const shown = await heuristic("show", "rapid-pass-through");
  expect(shown.stdout).toMatch(/setting 1, \S+, by \S+: enforced with receivedUsdMin 900; a test/);
}, 60_000);

test("the rules are listed with what each looks for and how it is set, and shown with where that comes from", async () => {
  await heuristic("set", "rapid-pass-through", "--set", "receivedUsdMin=900", ...because);
  const { stdout } = await heuristic("list");
  for (const { id, title } of HEURISTICS)
    expect(stdout).toMatch(new RegExp(`^${id} version \\d+: .*\n  ${title}; judges `, "m"));
  const lines = (await heuristic("list", "--json")).stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line)).find((line) => line.heuristic === "rapid-pass-through")).toMatchObject({
    ...{ title: expect.any(String), stage: "depth", mode: "enforced", changed: { receivedUsdMin: 900 } },
  });
  const shown = (await heuristic("show", "rapid-pass-through")).stdout;
  expect(shown).toContain("judges on final blocks, with what it remembers\n");
  expect(shown).toMatch(/^ {2}source: \S/m);
  expect(shown).toContain("receivedUsdMin 900 (its own 1000), a whole number of 1 or more: ");
  const shownJson = JSON.parse((await heuristic("show", "rapid-pass-through", "--json")).stdout);
  expect(shownJson).toMatchObject({ stage: "depth", sources: expect.any(Array), summary: expect.any(String) });
}, 60_000);

test("the search that rules about new pairs share is set, shown and listed as they are, and is never off", async () => {
  const { stdout } = await heuristic("set", "graph-watch", "--set", "pairsMax=100000", ...because);
  expect(stdout).toBe("graph-watch version 1: enforced, pairsMax 100000 (setting 1)\n");
  const shown = (await heuristic("show", "graph-watch")).stdout;
  expect(shown).toContain("pairsMax 100000 (its own 250000), a whole number from 1000 to 5000000: ");
  expect((await heuristic("list")).stdout).toContain("graph-watch version 1: enforced, pairsMax 100000");
  const off = await heuristic("off", "graph-watch", ...because);
  expect(off.stderr).toContain("the rules about new pairs look in it, and can be off one by one: it cannot be off");
}, 60_000);

test("a dry run says what would hold, and writes neither a setting nor an audit entry", async () => {
  const before = (await db.pool.query("select count(*) from audit_entry")).rows;
  const args = ["set", "structuring", "--set", "paymentsMin=4", "--dry-run", "--json", ...because];
  const { stdout } = await heuristic(...args);
  expect(JSON.parse(stdout)).toMatchObject({ setting: 1, changed: { paymentsMin: 4 }, isNew: true, isDryRun: true });
  expect((await db.pool.query("select count(*) from heuristic_setting")).rows).toEqual([{ count: 0 }]);
  expect((await db.pool.query("select count(*) from audit_entry")).rows).toEqual(before);
});

test("whatever is wrong is told at once, with ranges and the names that may be meant", async () => {
  const wrong = ["--set", "shortWindowHours=900", "--set", "shareOutPercent=0", "--set", "recievedUsdMin=1"];
  const { code, stderr } = await heuristic("set", "rapid-pass-through", ...wrong, ...because);
  expect(code).toBe(1);
  expect(stderr).toContain("recievedUsdMin is no parameter of rapid-pass-through, did you mean receivedUsdMin?");
  expect(stderr).toContain("shortWindowHours 900: a whole number from 1 to 168 is allowed, its own is 1");
  expect(stderr).toContain("shareOutPercent 0: a whole number from 1 to 100 is allowed, its own is 90");
  const unknown = await heuristic("off", "rapid-passthrough", ...because);
  expect(unknown.stderr).toContain('there is no "rapid-passthrough", did you mean rapid-pass-through?');
  const typed = await heuristic("set", "structuring", "--set", "paymentsMin", ...because);
  expect([typed.code, typed.stderr]).toEqual([2, expect.stringContaining("such as receivedUsdMin=900")]);
}, 60_000);

test("whoever is listed must be seen: such a rule can neither be off nor tried", async () => {
  expect((await heuristic("off", "watchlist-hit", ...because)).stderr).toContain("it cannot be off");
  expect((await heuristic("shadow", "watchlist-hit", ...because)).stderr).toContain("there is nothing to try");
  expect((await heuristic("promote", "structuring", ...because)).stderr).toContain("nothing is tried in shadow");
  expect((await db.pool.query("select from heuristic_setting")).rowCount).toBe(0);
}, 60_000);

test("a review is kept, replaced by a later one, shown with its alert and counted into the rule's precision", async () => {
  const ids: string[] = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false })) ids.push(alert.id);
  const [id = ""] = ids;
  const nothing = await run("alert", "dispose", `0x${"5f".repeat(32)}`, "--as", "humanitarian", ...because);
  expect(nothing.stderr).toContain("No alert of that id");
  expect(JSON.parse((await heuristic("precision", "--json")).stdout)).toMatchObject({ unreviewed: 1, precision: null });
  const short = await run("alert", "dispose", id.slice(2, 9), "--as", "inconclusive", ...because);
  expect([short.code, short.stderr]).toEqual([2, expect.stringContaining("at least the first 8 are expected")]);
  const begun = await run("alert", "dispose", id.slice(2, 10).toUpperCase(), "--as", "inconclusive", ...because);
  expect(begun.stdout).toMatch(new RegExp(`^${id}: inconclusive, by `));
  expect((await heuristic("precision")).stdout).toContain("no share is known");
  await run("alert", "dispose", id, "--as", "true_positive", "--reason", "seen again");
  expect((await run("alerts")).stdout).toMatch(/reviewed: true positive, by \S+ on \S+: seen again/);
  expect(JSON.parse((await run("alerts", "--json")).stdout).disposition).toMatchObject({ reason: "seen again" });
  expect((await heuristic("precision")).stdout).toBe(
    "rapid-pass-through version 1: precision 100.0 % (1 of 1; 20.7 to 100.0 %)\n  1 alert, 0 not reviewed, 1 true positive\n",
  );
  expect(await lastDeeds(1)).toMatchObject([
    { action: "alert.dispose", subject: `alert:${id}`, detail: { disposition: "true_positive", number: 2 } },
  ]);
}, 60_000);
