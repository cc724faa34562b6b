import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const PAYEE = exampleParty(0);
const SUPPLIER = exampleParty(100);

interface Round {
  payers?: number;
  times?: number;
  everyDays?: number;
  amount?: string;
  token?: string;
  amountOf?: (payer: number, round: number) => string;
  dayOf?: (payer: number, round: number) => number;
}

/** Each of so many pays so often; the last rounds end a day before the present. */
function rounds({ payers = 8, times = 4, everyDays = 7, amount = "60", token = "USDT", amountOf, dayOf }: Round = {}) {
  const payments = Array.from({ length: times }, (_, round) =>
    Array.from({ length: payers }, (_, n): ExamplePayment => {
      const day = dayOf?.(n, round) ?? (round + 1 - times) * everyDays - 1;
      return {
        from: exampleParty(n + 1),
        to: PAYEE,
        amount: amountOf?.(n, round) ?? amount,
        atS: day * DAY_S - n * HOUR_S,
        token,
      };
    }),
  );
  return payments.flat().sort((a, b) => a.atS - b.atS);
}

function pays(to: Address = SUPPLIER, atS = 0): ExamplePayment {
  return { from: PAYEE, to, amount: "40", atS };
}

export const regularPayersExamples: readonly DepthExample[] = [
  {
    title: "eight payers, each 60 USDT a week",
    outcome: "fires",
    encounter: () => exampleEncounter([...rounds(), pays()]),
  },
  {
    title: "eight payers a month, one of whom a listed address: MEDIUM",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([...rounds({ everyDays: 30 }), pays()], {
        entries: [exampleService(exampleParty(3), { category: "extortion" })],
      }),
  },
  {
    title: "five regular payers among nine",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...rounds({ payers: 4, times: 1, amount: "900", dayOf: () => -60 }).map((payment, n) => ({
          ...payment,
          from: exampleParty(50 + n),
        })),
        ...rounds({ payers: 5 }),
        pays(),
      ]),
  },
  {
    title: "a landlord whose eight tenants pay 700 USDT a month: the same shape, and no more than LOW",
    outcome: "fires",
    encounter: () => exampleEncounter([...rounds({ everyDays: 30, amount: "700" }), pays()]),
  },
  {
    title: "seven payers",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds({ payers: 7 }), pays()]),
  },
  {
    title: "customers of a shop, who come when they need something",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...rounds({
          dayOf: (n, round) => -50 + ((n * 13 + round * round * 11) % 47),
          amountOf: (n, r) => `${5 + ((n * 17 + r * 29) % 90)}`,
        }),
        pays(),
      ]),
  },
  {
    title: "regular customers of a shop, who buy for different amounts",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds({ amountOf: (_, round) => `${20 + round * 30}` }), pays()]),
  },
  {
    title: "three payments each",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds({ times: 3, payers: 12 }), pays()]),
  },
  {
    title: "a charity drive: many give once",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds({ times: 1, payers: 40 }), pays()]),
  },
  {
    title: "wages: one pays many",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(
        rounds({ everyDays: 30, amount: "900" }).map(({ from, ...payment }) => ({ ...payment, from: PAYEE, to: from })),
      ),
  },
  {
    title: "eight payers of dust",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds({ amount: "0.01" }), pays()]),
  },
  {
    title: "a swap of a little each week with each of eight pools",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...rounds().flatMap((payment, transaction): ExamplePayment[] => [
          { ...payment, from: PAYEE, to: payment.from, token: "USDC", transaction },
          { ...payment, transaction },
        ]),
        pays(),
      ]),
  },
  {
    title: "a listed payment processor",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...rounds(), pays()], { entries: [exampleService(PAYEE, { category: "payment" })] }),
  },
  {
    title: "the payee pays a second time, and nobody paid it in between",
    outcome: "silent",
    encounter: () => exampleEncounter([...rounds(), pays(SUPPLIER, -60), pays()]),
  },
  {
    title: "paid in Turkish lira in weeks without a rate",
    outcome: "withheld",
    encounter: () => exampleEncounter([...rounds({ token: "TRYB", amount: "2000" }), pays()]),
  },
];
