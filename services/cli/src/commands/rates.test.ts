import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-rates-"));
afterAll(() => rmSync(directory, { recursive: true }));

const env: Record<string, string> = {};
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
  env.REDFLAG_DATA_DIR = directory;
});

const SAMPLE = join(import.meta.dirname, "../../../../tests/vectors/eurofxref-hist.csv");
const rates = (...args: readonly string[]) => runCli(["rates", ...args], { env });

function write(text: string): string {
  const file = join(directory, "rates.csv");
  writeFileSync(file, text);
  return file;
}

test("a bad row or an unusable file imports nothing", async () => {
  const bad = await rates("import", write("Date,USD\n2026-01-05,1.17\n2026-01-06,-1\n"));
  expect([bad.code, bad.stdout]).toEqual([1, ""]);
  expect(bad.stderr).toContain("error: Rate list row is not valid\n");
  expect(bad.stderr).toContain('line 3: USD: "-1" is not a positive decimal number');
  const missing = await rates("import", join(directory, "nowhere.csv"));
  expect(missing.stderr).toContain("error: Rate list cannot be read\n");
  expect(missing.stderr).toContain("nowhere.csv: there is no such file (ENOENT)");
  expect((await rates("import", directory)).stderr).toContain("a folder, not a file");
  expect((await rates("list", "--json")).stdout).toBe("");
});

test("the ECB's history, then one more day, then a currency of our own", async () => {
  const first = await rates("import", SAMPLE);
  expect(first.stdout).toContain("ecb: version 1 with 96 added, 0 removed, 0 kept\n");
  expect(first.stderr).toContain("96 rates of 32 currencies, 2019-04-08 to 2019-04-10");
  expect((await rates("import", SAMPLE)).stdout).toBe("ecb: nothing differs from version 1\n");

  const day = await rates("import", write("Date, USD, TRY, \n11 April 2019, 1.1264, 6.4656, \n"), "--json");
  expect(JSON.parse(day.stdout)).toMatchObject({ id: "ecb", seq: 2, added: 2, removed: 0, gaps: [] });

  const naira = write("Date,NGN\n2019-04-08,404\n2019-04-18,405\n2019-04-25,406\n");
  const own = await rates("import", naira, "--list", "naira", "--source", "by hand");
  expect(own.stderr).toContain(
    "note: 11 business days have no row, as public holidays have none; the newest 10: 2019-04-10, ",
  );
  expect(own.stderr).toContain(
    "warning: no rate for NGN from 2019-04-14 to 2019-04-17: rules that need this rate are silent then\n",
  );
  expect(own.stderr).toContain("warning: no rate for NGN on 2019-04-24: rules");

  const lists = await rates("list", "--json");
  expect(
    lists.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { id: "ecb", seq: 2, rateCount: 98, firstDay: "2019-04-08", lastDay: "2019-04-11" },
    { id: "naira", seq: 1, rateCount: 3, currencies: ["NGN"], source: "by hand" },
  ]);
  expect((await rates("list")).stdout).toContain("naira  version 1, 3 rates of 1 currency, 2019-04-08 to 2019-04-25\n");

  expect((await rates("check", "TRY", "2019-04-11")).stdout).toBe(
    "TRY on 2019-04-11: 6.4656 for 1 EUR, that day's rate\n",
  );
  expect((await rates("check", "JPY", "2019-04-14")).stdout).toContain(
    "125.38 for 1 EUR, the rate of 2019-04-10, 4 days old",
  );
  expect((await rates("check", "JPY", "2019-04-16")).stdout).toBe(
    "no rate for JPY on 2019-04-16 or the 5 days before: rules that need it are silent\n",
  );
  expect(JSON.parse((await rates("check", "NGN", "2019-04-14", "--json")).stdout)).toEqual({
    currency: "NGN",
    date: "2019-04-14",
    missing: "no rate for NGN on 2019-04-14 or the 5 days before",
  });
  expect(JSON.parse((await rates("check", "TRY", "2019-04-12", "--json")).stdout)).toEqual({
    currency: "TRY",
    date: "2019-04-12",
    perEur: "6.4656",
    rateDate: "2019-04-11",
    ageDays: 1,
  });
  expect((await rates("check", "EUR", "2019-04-11")).stdout).toContain("1 for 1 EUR, by definition");

  const mistyped = await rates("import", write("Date,NGN\n9026-01-05,1684.2\n"), "--list", "mistyped");
  expect(mistyped.stderr).toContain("warning: there are rates for days to come, up to 9026-01-05");
  expect(own.stderr).not.toContain("days to come");
});

test.each([
  ["an unknown currency", ["check", "XQQ", "2019-04-08"], "ISO 4217"],
  ["a day that is none", ["check", "USD", "2019-02-30"], "2026-01-05"],
  ["a list id that is none", ["import", SAMPLE, "--list", "../ecb"], "lower-case words"],
])("%s is wrong usage", async (_, args, hint) => {
  const { code, stdout, stderr } = await rates(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(hint);
});
