import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";
import { NO_RATES } from "../rate-table.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SENDER = exampleParty(0);
const [TURKISH, SINGAPORE, THAI, TURKISH_TOO, GLOBAL] = [1, 2, 3, 4, 5].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const DEPOSIT = exampleParty(6);
const BRIDGE = exampleParty(7);

const ENTRIES = [
  exampleService(TURKISH, { entity: "A", jurisdictions: ["TR"] }),
  exampleService(SINGAPORE, { entity: "B", jurisdictions: ["SG"] }),
  exampleService(THAI, { entity: "C", jurisdictions: ["TH"] }),
  exampleService(TURKISH_TOO, { entity: "D", jurisdictions: ["TR"] }),
  exampleService(GLOBAL, { entity: "E", jurisdictions: ["SG", "TH", "TR"] }),
  exampleService(BRIDGE, { entity: "F", jurisdictions: ["US"], category: "bridge" }),
];

function pays(to: Address, atS = 0, amount = "2000"): ExamplePayment {
  return { from: SENDER, to, amount, atS };
}

/** Two days before, half of what three payments come to. */
const FUNDED = gets("3000", -2 * DAY_S);

function gets(amount: string, atS: number): ExamplePayment {
  return { from: exampleParty(8), to: SENDER, amount, atS };
}

function example(title: string, outcome: DepthExample["outcome"], payments: readonly ExamplePayment[]): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(payments, { entries: ENTRIES }) };
}

/** Three times within four days somebody pays an address, which sends it on to the Thai business. */
const depositOfThai: ExamplePayment[] = [-4, -3, -2].flatMap((day) => [
  { from: exampleParty(9), to: DEPOSIT, amount: "200", atS: day * DAY_S },
  { from: DEPOSIT, to: THAI, amount: "200", atS: day * DAY_S + HOUR_S },
]);

export const dispersionOverServicesExamples: readonly DepthExample[] = [
  example("exchanges in Turkey, Singapore and Thailand within a day", "fires", [
    FUNDED,
    pays(TURKISH, -DAY_S),
    pays(SINGAPORE, -HOUR_S),
    pays(THAI),
  ]),
  example("two in Turkey and one in Singapore", "fires", [
    FUNDED,
    pays(TURKISH, -HOUR_S),
    pays(TURKISH_TOO, -60),
    pays(SINGAPORE),
  ]),
  example("the third payee is inferred to be a deposit address, and that is said", "fires", [
    ...depositOfThai,
    gets("6000", -5 * HOUR_S),
    pays(TURKISH, -HOUR_S),
    pays(SINGAPORE, -60),
    pays(DEPOSIT),
  ]),
  example("a trader who moves money between three exchanges looks the same: LOW", "fires", [
    { from: TURKISH, to: SENDER, amount: "30000", atS: -2 * HOUR_S },
    pays(SINGAPORE, -HOUR_S, "10000"),
    pays(THAI, -60, "10000"),
    pays(TURKISH, 0, "10000"),
  ]),
  example("savings of a year divided among three exchanges", "silent", [
    gets("9000", -365 * DAY_S),
    gets("2999.99", -2 * DAY_S),
    pays(TURKISH, -DAY_S),
    pays(SINGAPORE, -HOUR_S),
    pays(THAI),
  ]),
  example("two exchanges", "silent", [FUNDED, pays(TURKISH, -HOUR_S), pays(SINGAPORE, -60), pays(SINGAPORE)]),
  example("two at home and one that is registered there, too", "silent", [
    FUNDED,
    pays(TURKISH, -HOUR_S),
    pays(TURKISH_TOO, -60),
    pays(GLOBAL),
  ]),
  example("the first payment more than a day before", "silent", [
    FUNDED,
    pays(TURKISH, -DAY_S - 1),
    pays(SINGAPORE, -60),
    pays(THAI),
  ]),
  example("999 USDT together", "silent", [
    FUNDED,
    pays(TURKISH, -HOUR_S, "333"),
    pays(SINGAPORE, -60, "333"),
    pays(THAI, 0, "333"),
  ]),
  example(
    "payroll: twenty people are paid",
    "silent",
    Array.from({ length: 20 }, (_, n) => pays(exampleParty(50 + n), n - 19)),
  ),
  example("two exchanges and a bridge", "silent", [FUNDED, pays(TURKISH, -HOUR_S), pays(SINGAPORE, -60), pays(BRIDGE)]),
  example("an exchange that settles with three others", "silent", [
    { ...pays(SINGAPORE, -HOUR_S), from: TURKISH },
    { ...pays(THAI, -60), from: TURKISH },
    { ...pays(GLOBAL), from: TURKISH },
  ]),
  {
    title: "Turkish lira without any rates",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([pays(TURKISH, -HOUR_S), pays(SINGAPORE, -60), { ...pays(THAI), token: "TRYB" }], {
        entries: ENTRIES,
        rates: NO_RATES,
      }),
  },
];
