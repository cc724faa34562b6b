import type { Address } from "../address.ts";
import {
  type ExamplePayment,
  type ExampleRow,
  exampleEncounter,
  exampleParty,
  exampleService,
} from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const [CUSTOMER, PAYER, WALLET] = [0, 1, 2].map(exampleParty) as [Address, Address, Address];

/** What came in on each of these days before, and a payment at the present. */
function received(
  days: readonly number[],
  amount: string,
  { token = "USDT", presentDay = 0 }: { token?: string; presentDay?: number } = {},
): ExamplePayment[] {
  const inflows = days.map((day) => ({ from: PAYER, to: CUSTOMER, amount, atS: day * DAY_S, token }));
  return [...inflows, { from: CUSTOMER, to: WALLET, amount: "100", atS: presentDay * DAY_S + 60 }];
}

const DECLARED: ExampleRow = { kind: "turnover", address: CUSTOMER, amount: 1_000, currency: "USD" };

function example(
  title: string,
  outcome: DepthExample["outcome"],
  story: readonly ExamplePayment[],
  supplied: readonly ExampleRow[] = [DECLARED],
): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(story, { entries: [exampleService(WALLET)], supplied }) };
}

export const turnoverBeyondDeclaredExamples: readonly DepthExample[] = [
  example("1,000 USD a month declared, 20,000 received", "fires", received([-10, -5], "10000")),
  example("exactly three times as much", "fires", received([-29, -15, -1], "1000")),
  example("declared in Singapore dollars", "fires", received([-1], "4000", { token: "XSGD" }), [
    { ...DECLARED, currency: "SGD" },
  ]),
  example("a cent less than three times as much", "silent", received([-1], "2999.99")),
  example("nothing was declared", "silent", received([-10, -5], "10000"), []),
  example("declared for somebody else", "silent", received([-10, -5], "10000"), [{ ...DECLARED, address: PAYER }]),
  example("received more than thirty days before", "silent", received([-40, -35], "10000")),
  example("a good month: twice as much", "silent", received([-20, -10], "1000")),
  {
    title: "a listed exchange, whatever was declared",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(received([-1], "10000"), { entries: [exampleService(CUSTOMER)], supplied: [DECLARED] }),
  },
  example(
    "in Turkish lira when the newest rate is six days old",
    "withheld",
    received([4], "500000", { token: "TRYB", presentDay: 4 }),
  ),
];
