import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";
import { NO_RATES } from "../rate-table.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const PAYER = exampleParty(1);
const PAYEE = exampleParty(2);
const OTHERS = [exampleParty(3), exampleParty(4)] as const;

/** Payments an hour apart, the last at noon on Monday. */
function payments(amounts: readonly string[], change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return amounts.map((amount, n) => ({
    from: PAYER,
    to: PAYEE,
    amount,
    atS: (n + 1 - amounts.length) * HOUR_S,
    ...change,
  }));
}

/** The same payments, spread over three addresses. */
function spread(amounts: readonly string[]): ExamplePayment[] {
  return payments(amounts).map((payment, n) => ({ ...payment, to: [PAYEE, ...OTHERS][n % 3] ?? PAYEE }));
}

/** Three days long somebody pays an address, which sends all of it on to the business. */
function customerOf(deposit: Address): ExamplePayment[] {
  return [-4, -3, -2].flatMap((day) => [
    { from: OTHERS[1], to: deposit, amount: "200", atS: day * DAY_S },
    { from: deposit, to: OTHERS[0], amount: "200", atS: day * DAY_S + HOUR_S },
  ]);
}

function oneBusiness(entity: string, ...jurisdictions: string[]) {
  return [PAYEE, ...OTHERS].map((address) =>
    exampleService(address, { entity, ...(jurisdictions.length > 0 && { jurisdictions }) }),
  );
}

export const structuringExamples: readonly DepthExample[] = [
  {
    title: "three payments of 990 USDT in two hours",
    outcome: "fires",
    encounter: () => exampleEncounter(payments(["990", "990", "990"])),
  },
  {
    title: "three payments just below 10,000 USDT, over exactly a day",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([{ ...payments(["9000"])[0]!, atS: -DAY_S }, ...payments(["9999.999999", "9500"])]),
  },
  {
    title: "three payments of 1,400 XSGD, just below Singapore's 1,500 SGD",
    outcome: "fires",
    encounter: () => exampleEncounter(payments(["1400", "1400", "1400"], { token: "XSGD" })),
  },
  {
    title: "USDT to three addresses of one business registered in Singapore",
    outcome: "fires",
    encounter: () =>
      exampleEncounter(spread(["1040", "1050", "1060"]), { entries: oneBusiness("Example Exchange", "SG") }),
  },
  {
    title: "USDT to a deposit address, as it is inferred, of a business registered in Singapore",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([...customerOf(PAYEE), ...payments(["1040", "1050", "1060"])], {
        entries: [exampleService(OTHERS[0], { jurisdictions: ["SG"] })],
      }),
  },
  {
    title: "Turkish lira on a Sunday, valued at Friday's rate",
    outcome: "fires",
    encounter: () => exampleEncounter(payments(["45000", "45000", "45000"], { token: "TRYB", atS: -DAY_S })),
  },
  {
    title: "just below 1,000 USD, with no rate to compare them with Singapore's threshold",
    outcome: "fires",
    encounter: () =>
      exampleEncounter(payments(["990", "990", "990"]), {
        rates: NO_RATES,
        entries: oneBusiness("Example Exchange", "SG"),
      }),
  },
  {
    title: "two payments of 990 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter(payments(["990", "990"])),
  },
  {
    title: "three payments of 990 USDT over more than a day",
    outcome: "silent",
    encounter: () => exampleEncounter([{ ...payments(["990"])[0]!, atS: -DAY_S - 1 }, ...payments(["990", "990"])]),
  },
  {
    title: "payroll: 990 USDT each to many",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(
        Array.from({ length: 30 }, (_, n) => ({ from: PAYER, to: exampleParty(100 + n), amount: "990", atS: n })),
      ),
  },
  {
    title: "a large payment after three just below the threshold",
    outcome: "silent",
    encounter: () => exampleEncounter(payments(["990", "990", "990", "50000"])),
  },
  {
    title: "a listed exchange pays out 990 USDT again and again",
    outcome: "silent",
    encounter: () => exampleEncounter(payments(["990", "990", "990", "990"]), { entries: [exampleService(PAYER)] }),
  },
  {
    title: "three addresses that no list attributes to one business",
    outcome: "silent",
    encounter: () => exampleEncounter(spread(["1040", "1050", "1060"])),
  },
  {
    title: "1,050 USDT to a business of unknown jurisdiction: Singapore's threshold does not apply",
    outcome: "silent",
    encounter: () => exampleEncounter(spread(["1040", "1050", "1060"]), { entries: oneBusiness("Example Exchange") }),
  },
  {
    title: "round payments of 1,000 USDT, which are 909 EUR",
    outcome: "silent",
    encounter: () => exampleEncounter(payments(["1000", "1000", "1000"])),
  },
  {
    title: "moved to its own address",
    outcome: "silent",
    encounter: () => exampleEncounter(payments(["990", "990", "990"], { to: PAYER })),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () => exampleEncounter(payments(["45000", "45000", "45000"], { token: "TRYB", atS: 3 * DAY_S })),
  },
  {
    title: "not just below 1,000 USD, and no rate to say whether just below Singapore's 1,500 SGD",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter(payments(["1050", "1050", "1050"]), {
        rates: NO_RATES,
        entries: oneBusiness("Example Exchange", "SG"),
      }),
  },
];
