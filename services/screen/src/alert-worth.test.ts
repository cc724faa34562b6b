import { transferName } from "@redflag/domain/alert";
import { ethereum as chain } from "@redflag/domain/chains/ethereum";
import type { Finding } from "@redflag/domain/finding";
import { sampleFinding } from "@redflag/domain/finding.samples";
import type { Hash } from "@redflag/domain/hex";
import { toMicros } from "@redflag/domain/money";
import { buildRateTable } from "@redflag/domain/rate-table";
import { findToken, listContracts } from "@redflag/domain/token-registry";
import { placeUnplaced } from "@redflag/store/alert-group-write";
import { streamAlerts } from "@redflag/store/alert-read";
import { listRatesAt, listRateVersions } from "@redflag/store/rate";
import { importRates } from "@redflag/store/rate-import";
import { inTransaction } from "@redflag/store/transaction";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { AlertLedger } from "./alert-ledger.ts";

const db = await openTestDatabase();
const DAY_S = 86_400;
const FIRST_DAY = 20_000;
const UNKNOWN = `0x${"cc".repeat(20)}` as const;
const TOKENS = listContracts(chain.name);
const of = (peg: string, decimals: number) =>
  TOKENS.find(({ token, contract }) => token.peg === peg && contract.decimals === decimals)?.contract.address ??
  UNKNOWN;
const [USD, TRY] = [of("USD", 6), of("TRY", 6)];
const OTHERS = [of("USD", 18), of("EUR", 2)];

test("the tokens are there, of fewer and of more digits than millionths have", () => {
  expect([USD, TRY, ...OTHERS]).not.toContain(UNKNOWN);
});

beforeAll(async () => {
  // Of the days 20,000, 20,001 and 20,007: none holds on 20,013.
  const rates = [0, 1, 7].flatMap((day) => [
    { currency: "USD", day: FIRST_DAY + day, perEur: `1.${day + 1}` },
    { currency: "TRY", day: FIRST_DAY + day, perEur: `4${day}.123456789` },
  ]);
  await importRates(db, "rates", rates, "test");
  // In the alphabet after the first, it fills nothing but gaps.
  await importRates(db, "rates-b", [{ currency: "TRY", day: FIRST_DAY + 1, perEur: "99" }], "test");
});
beforeEach(() => db.pool.query("truncate alert, evidence, event"));

interface Worth {
  worth: Record<string, string> | null;
  usd: string;
}

async function storedWorths(): Promise<Map<Hash, Worth>> {
  const { rows } = await db.pool.query(
    "select '0x' || encode(id, 'hex') as id, worth, worth_usd_micros as usd from alert",
  );
  return new Map(rows.map(({ id, ...worth }) => [id, worth]));
}

/** From each alert's own evidence, a payment at a time, by the domain's own table of rates. */
async function rightWorths(): Promise<Map<Hash, Worth>> {
  const rates = buildRateTable(await listRatesAt(db.kysely, await listRateVersions(db.kysely)));
  const worths = new Map<Hash, Worth>();
  for await (const { alert, evidence } of streamAlerts(db.kysely, { withdrawn: true })) {
    if (alert.state === "withdrawn") {
      worths.set(alert.id, { worth: null, usd: "-1" });
      continue;
    }
    const sums = new Map<string, bigint>();
    let usd: bigint | undefined = 0n;
    const payments = new Map(evidence.map(({ block, transfer }) => [transferName(transfer), { block, transfer }]));
    for (const { block, transfer } of payments.values()) {
      const known = findToken(chain.name, transfer.token);
      const micros = known && toMicros(transfer.amount, known.contract.decimals);
      const inUsd = known && rates.convert(micros ?? 0n, known.token.peg, "USD", block.time);
      usd = usd === undefined || inUsd === undefined ? undefined : usd + inUsd;
      if (known !== undefined) sums.set(known.token.peg, (sums.get(known.token.peg) ?? 0n) + (micros ?? 0n));
    }
    const worth = Object.fromEntries([...sums].map(([peg, micros]) => [peg, micros.toString()]));
    worths.set(alert.id, { worth, usd: usd === undefined ? "-1" : usd.toString() });
  }
  return worths;
}

async function step(fork: number | undefined, findings: readonly Finding[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const alerts = new AlertLedger(tx, chain);
    if (fork !== undefined) await alerts.retractAbove(fork);
    await alerts.append(findings);
    await alerts.write();
  });
}

function payment(block: number, token: typeof UNKNOWN, amount: bigint, day: number, heuristic = "rule-a"): Finding {
  const { transfer } = sampleFinding(block);
  return sampleFinding(block, {
    heuristic,
    gapS: 100 * DAY_S,
    transfer: { ...transfer, token, amount },
    time: (FIRST_DAY + day) * DAY_S + block,
  });
}

test("worth by currency, and in dollars by the rate of the payment's day or of the days before", async () => {
  await step(undefined, [payment(1, USD, 1_250_000_000n, 0), payment(2, TRY, 41_123_456n, 3)]);
  const [one] = [...(await storedWorths()).values()];
  // 41.123456 TRY at 41.123456789 for a euro and 1.2 dollars for one, both of two days before.
  expect(one).toEqual({ worth: { TRY: "41123456", USD: "1250000000" }, usd: String(1_250_000_000 + 1_199_999) });
  await step(undefined, [payment(3, TRY, 1_000_000n, 13)]);
  const [two] = [...(await storedWorths()).values()];
  // No rate is near enough: what is known is no figure for all of it.
  expect(two).toEqual({ worth: { TRY: "42123456", USD: "1250000000" }, usd: "-1" });
});

test("nobody's token has no worth, and two findings on a payment count it once", async () => {
  const twice = payment(2, USD, 7_000_000n, 0);
  await step(undefined, [payment(1, USD, 5_000_000n, 0), twice, { ...twice, score: 100 }]);
  expect([...(await storedWorths()).values()]).toEqual([{ worth: { USD: "12000000" }, usd: "12000000" }]);
  await step(undefined, [payment(3, UNKNOWN, 1n, 0)]);
  expect([...(await storedWorths()).values()]).toEqual([{ worth: { USD: "12000000" }, usd: "-1" }]);
});

test("alerts of before are summed up a few at a time, or with their next finding", async () => {
  await step(
    undefined,
    [1, 2, 3].map((n) => payment(n, USD, BigInt(n) * 1_000_000n, 0, `rule-${n}`)),
  );
  await db.pool.query("update alert set worth = null, worth_usd_micros = -1");
  await step(undefined, [payment(4, TRY, 5n, 0, "rule-1")]);
  const right = await rightWorths();
  expect([...(await storedWorths()).values()].filter(({ worth }) => worth === null)).toHaveLength(2);
  while ((await inTransaction(db, (tx) => placeUnplaced(tx, chain.id, 1))) > 0);
  expect(await storedWorths()).toEqual(right);
});

test("in whatever steps payments come and go, the worth is that of those that are left", async () => {
  const one = fc.record({
    rule: fc.constantFrom("rule-a", "rule-b"),
    token: fc.constantFrom(USD, TRY, UNKNOWN, ...OTHERS),
    amount: fc.bigInt({ min: 0n, max: 10n ** 24n }),
    day: fc.integer({ min: 0, max: 1 }),
  });
  const steps = fc.array(
    fc.record({ fork: fc.option(fc.integer({ min: 0, max: 4 })), add: fc.array(one, { maxLength: 4 }) }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (asked) => {
      await db.pool.query("truncate alert, evidence, event");
      let head = 0;
      for (const { fork, add } of asked) {
        const below = fork === null ? undefined : Math.max(0, head - fork);
        head = below ?? head;
        await step(
          below,
          add.map(({ rule, token, amount, day }) => payment(++head, token, amount, day, rule)),
        );
        expect(await storedWorths()).toEqual(await rightWorths());
      }
    }),
    { numRuns: 40 },
  );
});
