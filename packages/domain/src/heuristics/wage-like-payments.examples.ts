import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const [PAYER, EXCHANGE, FRIEND] = [0, 1, 2].map(exampleParty) as [Address, Address, Address];
const ENTRIES = [exampleService(EXCHANGE)];

function funded(from: Address, day: number, amount: string, token?: string): ExamplePayment {
  return { from, to: PAYER, amount, atS: day * DAY_S, ...(token && { token }) };
}

/** Each of so many, once a month on the day of the month that is given; the last at the present. */
function payroll(payees: number, amount = "300", days: readonly number[] = [-30, 0], token?: string): ExamplePayment[] {
  return days.flatMap((day) =>
    Array.from({ length: payees }, (_, n) => ({
      from: PAYER,
      to: exampleParty(10 + n),
      amount,
      atS: day * DAY_S + n - payees + 1,
      ...(token && { token }),
    })),
  );
}

function example(title: string, outcome: DepthExample["outcome"], story: readonly ExamplePayment[]): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(story, { entries: ENTRIES }) };
}

export const wageLikePaymentsExamples: readonly DepthExample[] = [
  example("ten payees, 300 USDT a month each, funded from an exchange", "context", [
    funded(EXCHANGE, -40, "6000"),
    ...payroll(10),
  ]),
  example("twenty payees, 600 USDT each: the payroll of a firm looks the same", "context", [
    funded(EXCHANGE, -40, "24000"),
    ...payroll(20, "600"),
  ]),
  example("three months of it, half of the money from somebody else", "context", [
    funded(FRIEND, -65, "2500"),
    funded(EXCHANGE, -65, "2500"),
    ...payroll(10, "150", [-60, -30, 0]),
  ]),
  example("nine payees", "silent", [funded(EXCHANGE, -40, "6000"), ...payroll(9)]),
  example("149.99 USDT each", "silent", [funded(EXCHANGE, -40, "6000"), ...payroll(10, "149.99")]),
  example("salaries of 3,000 USDT", "silent", [funded(EXCHANGE, -40, "60000"), ...payroll(10, "3000")]),
  example("paid every week", "silent", [funded(EXCHANGE, -40, "6000"), ...payroll(10, "300", [-14, -7, 0])]),
  example("paid once", "silent", [funded(EXCHANGE, -40, "6000"), ...payroll(10, "300", [0])]),
  example("out of money that did not come from a service", "silent", [funded(FRIEND, -40, "6000"), ...payroll(10)]),
  {
    title: "a listed payment processor that pays for its customers",
    outcome: "silent",
    encounter: () => exampleEncounter(payroll(10), { entries: [exampleService(PAYER, { category: "payment" })] }),
  },
  example("in Turkish lira, of which there is no rate for the first month", "withheld", [
    funded(EXCHANGE, -40, "6000"),
    ...payroll(10, "9000", [-26, 4], "TRYB"),
  ]),
];
