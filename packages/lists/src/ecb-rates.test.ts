import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { Problem } from "@redflag/domain/problem";
import { dayText } from "@redflag/domain/rate-day";
import { buildRateTable, findUsedRate } from "@redflag/domain/rate-table";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEcbRates } from "./ecb-rates.ts";

const SAMPLE = fileURLToPath(new URL("../../../tests/vectors/eurofxref-hist.csv", import.meta.url));
/** 2019-04-08, a Monday. */
const MONDAY = 17_994;

async function problemOf(text: string): Promise<Problem> {
  const problem = await parseEcbRates(text).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  return problem as Problem;
}

test("three days as the ECB published them", async () => {
  const { rates, missingDays, gaps } = await parseEcbRates(createReadStream(SAMPLE));
  expect(rates).toHaveLength(3 * 32);
  expect(rates[0]).toEqual({ currency: "USD", day: MONDAY + 2, perEur: "1.1279" });
  expect(rates.find(({ currency, day }) => currency === "IDR" && day === MONDAY)?.perEur).toBe("15927.71");
  expect(rates.filter(({ currency }) => currency === "CYP")).toEqual([]);
  expect([missingDays, gaps]).toEqual([[], []]);
  const table = buildRateTable(rates);
  expect(table.convert(1_000_000n, "USD", "TRY", MONDAY * 86_400)).toBe(5_671_438n);
});

test("the file of one day, with spaces and the month's name", async () => {
  const { rates } = await parseEcbRates("Date, USD, JPY, \n08 April 2019, 1.1246, 125.36, \n");
  expect(rates).toEqual([
    { currency: "USD", day: MONDAY, perEur: "1.1246" },
    { currency: "JPY", day: MONDAY, perEur: "125.36" },
  ]);
});

test("the same number is the same content, however it is written", async () => {
  const cells = ["1.20", "01.2", "1.2", "1.2000000000000"];
  const { rates } = await parseEcbRates(
    `Date,USD\n${cells.map((cell, index) => `2019-04-0${index + 1},${cell}`).join("\n")}`,
  );
  expect(new Set(rates.map(({ perEur }) => perEur))).toEqual(new Set(["1.2"]));
});

test("every bad row is named with line, column and reason", async () => {
  const rows = [
    "Date,USD,NGN,",
    "2019-04-12,1.1,-400,",
    "2019-02-30,1.1,400,",
    "2019-04-11,0.000,NaN,",
    "2019-04-10,1.1,400,",
    "2019-04-10,1.2,401,",
    "2019-04-09,1.1",
    "2019-04-08,1.1,400,7,",
    "2019-04-07,1e3,0x10,",
    '2019-04-06,"1,100.5",1.0000000001,',
    "8 April,١٫١,400,",
    "1969-12-31,Infinity,400,",
  ];
  const problem = await problemOf(`${rows.join("\n")}\n`);
  const positive = "is not a positive decimal number such as 1.0852";
  expect(problem.code).toBe("rate_row_invalid");
  expect(problem.detail.split("\n")).toEqual([
    "10 bad rows",
    `line 2: NGN: "-400" ${positive}`,
    'line 3: Date: "2019-02-30" is not a date such as 2026-01-31',
    `line 4: USD: "0.000" is zero; NGN: "NaN" ${positive}`,
    "line 6: Date: the day of line 5 again",
    "line 7: 2 cells where the header has 3",
    "line 8: 5 cells where the header has 3",
    `line 9: USD: "1e3" ${positive}; NGN: "0x10" ${positive}`,
    `line 10: USD: "1,100.5" ${positive}; NGN: "1.0000000001" has more than 9 fraction digits`,
    `line 11: Date: "8 April" is not a date such as 2026-01-31; USD: "???" ${positive}`,
    `line 12: Date: "1969-12-31" is not a date such as 2026-01-31; USD: "Infinity" ${positive}`,
  ]);
});

test.each([
  ["nothing", "", "there is no header row"],
  ["no date", "Day,USD\n", 'column 1 is "Day", where Date is expected'],
  ["no currency", "Date,\n", "the header row names no currency"],
  ["an unknown code", "Date,USD,XQQ\n", 'column 3, "XQQ", is not an ISO 4217 currency code'],
  ["lower case", "Date,usd\n", 'column 2, "usd", is not an ISO 4217'],
  ["a look-alike", "Date,UЅD\n", 'column 2, "U?D", is not an ISO 4217'],
  ["the euro", "Date,USD,EUR\n", 'column 3, "EUR", has no column: every rate is for 1 EUR'],
  ["a code twice", "Date,USD,JPY,USD\n", 'column 4, "USD", stands twice'],
  ["an empty column in between", "Date,USD,,JPY\n", 'column 3, "", is not'],
  ["no rate", "Date,USD\n2019-04-08,N/A\n", "there is no rate in it"],
])("header or content: %s", async (_, text, detail) => {
  const problem = await problemOf(text);
  expect(problem.code).toBe("rate_list_unreadable");
  expect(problem.detail).toContain(detail);
});

test("a broken quote does not hide the bad rows before it", async () => {
  const { detail } = await problemOf('Date,USD\nnever,1\n2019-04-08,"1.1\n');
  expect(detail).toMatch(/^2 bad rows\nline 2: Date: .*\nafter line 2: a quote .* nothing beyond was read$/);
});

test("a missing business day is noted; what no rate reaches is a gap", async () => {
  const days = [1, 2, 3, 5, 8, 9, 18].map((day) => `2019-04-${String(day).padStart(2, "0")}`);
  const { missingDays, gaps } = await parseEcbRates(
    `Date,USD,RUB,TRY\n${days.map((day, index) => `${day},1.1,${index < 4 ? "70" : "N/A"},${index === 4 ? "" : "6"}`).join("\n")}`,
  );
  expect(missingDays.map(dayText)).toEqual([
    "2019-04-04",
    "2019-04-10",
    "2019-04-11",
    "2019-04-12",
    "2019-04-15",
    "2019-04-16",
    "2019-04-17",
  ]);
  expect(gaps.map(({ currency, fromDay, toDay }) => [currency, dayText(fromDay), toDay && dayText(toDay)])).toEqual([
    ["RUB", "2019-04-11", undefined],
    ["TRY", "2019-04-15", "2019-04-17"],
    ["USD", "2019-04-15", "2019-04-17"],
  ]);
});

test("the longest run of holidays is no gap", async () => {
  // Good Friday was 2019-04-19, Easter Monday the 22nd.
  const { missingDays, gaps } = await parseEcbRates("Date,USD\n2019-04-23,1.1\n2019-04-18,1.1\n");
  expect(missingDays.map(dayText)).toEqual(["2019-04-19", "2019-04-22"]);
  expect(gaps).toEqual([]);
});

test("a gap is exactly where a rule would find no rate", async () => {
  const someDays = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(someDays, async (offsets) => {
      const text = offsets.map((offset) => `${dayText(MONDAY + offset)},1.1`).join("\n");
      const { rates, gaps } = await parseEcbRates(`Date,USD\n${text}\n`);
      const first = Math.min(...offsets);
      for (let offset = first; offset <= Math.max(...offsets); offset++) {
        const day = MONDAY + offset;
        const isGap = gaps.some(({ fromDay, toDay = day }) => fromDay <= day && day <= toDay);
        expect(findUsedRate(rates, "USD", day * 86_400) === undefined, dayText(day)).toBe(isGap);
      }
    }),
  );
});
