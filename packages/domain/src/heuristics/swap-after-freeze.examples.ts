import type { Address } from "../address.ts";
import {
  type ExampleFreeze,
  type ExamplePayment,
  exampleEncounter,
  exampleParty,
  exampleService,
} from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const SUBJECT = exampleParty(0);
const PARTNER = exampleParty(1);
const POOL = exampleParty(2);
const FRIEND = exampleParty(3);

/** Both legs in one transaction; the one that it gives comes last. */
function swap(amount: string, from = "USDT", to = "DAI", atS = 0): ExamplePayment[] {
  return [
    { from: POOL, to: SUBJECT, amount, atS, token: to, transaction: 1 },
    { from: SUBJECT, to: POOL, amount, atS, token: from, transaction: 1 },
  ];
}

function paidBy(from: Address, amount: string, days: number): ExamplePayment {
  return { from, to: SUBJECT, amount, atS: days * DAY_S };
}

function frozen(account: Address, days: number, kind: ExampleFreeze["kind"] = "freeze"): ExampleFreeze {
  return { account, atS: days * DAY_S, kind };
}

const PARTNER_FROZEN = [frozen(PARTNER, -3)];

export const swapAfterFreezeExamples: readonly DepthExample[] = [
  {
    title: "its own USDT frozen last week, its USDC changed into DAI",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([paidBy(FRIEND, "9000", -20), ...swap("8000", "USDC")], {
        frozen: [frozen(SUBJECT, -7)],
      }),
  },
  {
    title: "somebody who paid it 9,000 USDT was frozen three days ago",
    outcome: "fires",
    encounter: () => exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000")], { frozen: PARTNER_FROZEN }),
  },
  {
    title: "somebody whom it paid was frozen three days ago",
    outcome: "fires",
    encounter: () =>
      exampleEncounter(
        [
          paidBy(FRIEND, "20000", -11),
          { from: SUBJECT, to: PARTNER, amount: "5000", atS: -10 * DAY_S },
          ...swap("8000", "USDC"),
        ],
        { frozen: PARTNER_FROZEN },
      ),
  },
  {
    title: "a trader who changes USDT into DAI, and nobody was frozen",
    outcome: "silent",
    encounter: () => exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000")]),
  },
  {
    title: "a payment of USDT after a freeze of somebody that it knows",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), { from: SUBJECT, to: FRIEND, amount: "8000", atS: 0 }], {
        frozen: PARTNER_FROZEN,
      }),
  },
  {
    title: "USDT changed into USDC, which can be frozen as well",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000", "USDT", "USDC")], {
        frozen: PARTNER_FROZEN,
      }),
  },
  {
    title: "DAI changed back into USDT",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000", "DAI", "USDT")], {
        frozen: PARTNER_FROZEN,
      }),
  },
  {
    title: "the freeze was lifted the next day",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000")], {
        frozen: [...PARTNER_FROZEN, frozen(PARTNER, -2, "unfreeze")],
      }),
  },
  {
    title: "frozen 31 days ago",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000")], { frozen: [frozen(PARTNER, -31)] }),
  },
  {
    title: "dust from somebody who was frozen",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(FRIEND, "9000", -11), paidBy(PARTNER, "0.01", -10), ...swap("8000")], {
        frozen: PARTNER_FROZEN,
      }),
  },
  {
    title: "an exchange that was frozen had paid it out",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("8000")], {
        frozen: PARTNER_FROZEN,
        entries: [exampleService(PARTNER)],
      }),
  },
  {
    title: "500 USDT changed",
    outcome: "silent",
    encounter: () => exampleEncounter([paidBy(PARTNER, "9000", -10), ...swap("500")], { frozen: PARTNER_FROZEN }),
  },
];
