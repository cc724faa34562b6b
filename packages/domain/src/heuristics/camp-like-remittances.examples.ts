import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const HOUR_S = 3_600;
const [HANDS_ON, EXCHANGE] = [0, 1].map(exampleParty) as [Address, Address];

/** So many each send a little, one a day up to yesterday, or so often. */
function sent(payers: number, amount = "120", token?: string, everyS = DAY_S): ExamplePayment[] {
  return Array.from({ length: payers }, (_, n) => ({
    from: exampleParty(10 + n),
    to: HANDS_ON,
    amount,
    atS: (n - payers) * everyS - 10 * HOUR_S,
    ...(token && { token }),
  }));
}

/** So many are each given a little, one an hour up to the present. */
function given(payees: number, amount = "150", token?: string): ExamplePayment[] {
  return Array.from({ length: payees }, (_, n) => ({
    from: HANDS_ON,
    to: exampleParty(100 + n),
    amount,
    atS: (n - payees + 1) * HOUR_S,
    ...(token && { token }),
  }));
}

function example(
  title: string,
  outcome: DepthExample["outcome"],
  story: readonly ExamplePayment[],
  service: Address = EXCHANGE,
): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(story, { entries: [exampleService(service)] }) };
}

export const campLikeRemittancesExamples: readonly DepthExample[] = [
  example("ten families send 120 USDT, five people are given 150 each", "context", [...sent(10), ...given(5)]),
  example("twenty families and twelve people: relief looks the same", "context", [...sent(20), ...given(12)]),
  example("in Singapore dollars", "context", [...sent(10, "120", "XSGD", HOUR_S), ...given(5, "150", "XSGD")]),
  example("nine families", "silent", [...sent(9), ...given(5)]),
  example("four people", "silent", [...sent(10), ...given(4)]),
  example("five people who have been given before", "silent", [
    ...given(5).map((payment) => ({ ...payment, atS: payment.atS - 31 * DAY_S })),
    ...sent(10),
    ...given(5),
  ]),
  example("500.01 USDT each", "silent", [...sent(10), ...given(5, "500.01")]),
  example("a shop: many pay a little, few suppliers get much", "silent", [...sent(20), ...given(3, "900")]),
  example("collected in dollars, given in Singapore dollars", "silent", [...sent(10), ...given(5, "150", "XSGD")]),
  example("the last payment is to an exchange", "silent", [...sent(10), ...given(5)], exampleParty(104)),
  example("a listed exchange with its customers", "silent", [...sent(10), ...given(5)], HANDS_ON),
  example("in Turkish lira when the newest rate is six days old", "withheld", [
    ...sent(10, "4000", "TRYB"),
    ...given(5, "4000", "TRYB").map((payment) => ({ ...payment, atS: payment.atS + 4 * DAY_S })),
  ]),
];
