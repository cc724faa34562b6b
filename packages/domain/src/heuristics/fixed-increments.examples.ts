import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const PAYER = exampleParty(1);
const PAYEE = exampleParty(2);
const OTHER = exampleParty(3);

/** So many, the last at the present. */
function series(count: number, everyDays = 7, change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => {
    const amount = n % 2 === 0 ? "10000" : "9900";
    return { from: PAYER, to: PAYEE, amount, atS: (n + 1 - count) * everyDays * DAY_S, ...change };
  });
}

/** As `series`, and a day later the payee pays somebody. */
function seriesThenSpent(count: number): ExamplePayment[] {
  const earlier = series(count).map((payment) => ({ ...payment, atS: payment.atS - DAY_S }));
  return [...earlier, { from: PAYEE, to: OTHER, amount: "500", atS: 0 }];
}

export const fixedIncrementsExamples: readonly DepthExample[] = [
  {
    title: "six payments of about 10,000 USDT, one a week",
    outcome: "fires",
    encounter: () => exampleEncounter(series(6)),
  },
  {
    title: "six payments out of an exchange, when the payee pays next",
    outcome: "fires",
    encounter: () => exampleEncounter(seriesThenSpent(6), { entries: [exampleService(PAYER)] }),
  },
  {
    title: "twelve payments, and others of other amounts between them",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...[-80, -70].map((day) => ({ from: PAYER, to: PAYEE, amount: "250", atS: day * DAY_S })),
        ...series(12, 5),
      ]),
  },
  {
    title: "a salary of 6,000 USDT every two weeks: the same shape, and no more than LOW",
    outcome: "fires",
    encounter: () => exampleEncounter(series(6, 14, { amount: "6000" })),
  },
  { title: "five payments", outcome: "silent", encounter: () => exampleEncounter(series(5)) },
  {
    title: "rent of 6,000 USDT a month: four in the window",
    outcome: "silent",
    encounter: () => exampleEncounter(series(12, 30, { amount: "6000" })),
  },
  {
    title: "six wages of 900 USDT, one a week",
    outcome: "silent",
    encounter: () => exampleEncounter(series(6, 7, { amount: "900" })),
  },
  {
    title: "six payments of one day, as large orders are split",
    outcome: "silent",
    encounter: () => exampleEncounter(series(6, 0, {}).map((payment, n) => ({ ...payment, atS: n * 60 }))),
  },
  {
    title: "a supplier paid by invoice, each time another amount",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(series(6).map((payment, n) => ({ ...payment, amount: `${10_000 + ((n * 3_700) % 9_000)}` }))),
  },
  {
    title: "six deposits at an exchange",
    outcome: "silent",
    encounter: () => exampleEncounter(series(6), { entries: [exampleService(PAYEE)] }),
  },
  {
    title: "a listed payment processor pays a merchant",
    outcome: "silent",
    encounter: () => exampleEncounter(series(6), { entries: [exampleService(PAYER, { category: "payment" })] }),
  },
  {
    title: "the payee pays a second time, and nothing came in between",
    outcome: "silent",
    encounter: () => exampleEncounter([...seriesThenSpent(6), { from: PAYEE, to: OTHER, amount: "500", atS: 60 }]),
  },
  {
    title: "Turkish lira of which most weeks have no rate",
    outcome: "withheld",
    encounter: () => exampleEncounter(series(6, 7, { token: "TRYB", amount: "450000" })),
  },
];
