import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SUBJECT = exampleParty(0);
const [A, B, C] = [exampleParty(11), exampleParty(12), exampleParty(13)];

type Parts = ReadonlyArray<readonly [Address, number]>;

/** So much comes in that many days before the present, and an hour for each part later it goes out. */
function round(daysAgo: number, received: number, parts: Parts, token = "USDT"): ExamplePayment[] {
  const endS = -daysAgo * DAY_S;
  return [
    { from: exampleParty(50 + daysAgo), to: SUBJECT, amount: `${received}`, atS: endS - parts.length * HOUR_S, token },
    ...parts.map(([to, amount], n) => {
      return { from: SUBJECT, to, amount: `${amount}`, atS: endS - (parts.length - 1 - n) * HOUR_S, token };
    }),
  ];
}

/** Shares in percent of what came in. */
function shared(daysAgo: number, received: number, shares: Parts): ExamplePayment[] {
  return round(
    daysAgo,
    received,
    shares.map(([to, percent]) => [to, (received * percent) / 100]),
  );
}

const HALVES: Parts = [
  [A, 60],
  [B, 35],
];
const THIRDS: Parts = [
  [A, 50],
  [B, 30],
  [C, 15],
];

function thrice(shares: Parts): ExamplePayment[] {
  return [...shared(40, 4_000, shares), ...shared(20, 9_000, shares), ...shared(0, 6_000, shares)];
}

export const sameSplitExamples: readonly DepthExample[] = [
  {
    title: "three payments of different size, each shared 60 to 35",
    outcome: "fires",
    encounter: () => exampleEncounter(thrice(HALVES)),
  },
  { title: "shared among three", outcome: "fires", encounter: () => exampleEncounter(thrice(THIRDS)) },
  {
    title: "shares that differ by a point",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...shared(40, 4_000, HALVES),
        ...shared(20, 9_000, [
          [A, 61],
          [B, 35],
        ]),
        ...shared(0, 6_000, HALVES),
      ]),
  },
  {
    title: "two partners share the income of their shop: the same shape, and no more than LOW",
    outcome: "fires",
    encounter: () =>
      exampleEncounter(
        [60, 30, 0].flatMap((daysAgo, n) =>
          shared(daysAgo, 2_000 + n * 700, [
            [A, 50],
            [B, 50],
          ]),
        ),
      ),
  },
  {
    title: "twice only",
    outcome: "silent",
    encounter: () => exampleEncounter([...shared(20, 9_000, HALVES), ...shared(0, 6_000, HALVES)]),
  },
  {
    title: "wages of four, the same each month whatever came in",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(
        [60, 30, 0].flatMap((daysAgo, n) =>
          round(daysAgo, 4_000 + n * 1_000, [
            [A, 900],
            [B, 900],
            [C, 800],
            [exampleParty(14), 700],
          ]),
        ),
      ),
  },
  {
    title: "a charity that distributes to six",
    outcome: "silent",
    encounter: () => exampleEncounter(thrice([11, 12, 13, 14, 15, 16].map((n) => [exampleParty(n), 16]))),
  },
  {
    title: "a shop pays its two suppliers what it ordered",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...round(40, 4_000, [
          [A, 1_000],
          [B, 2_500],
        ]),
        ...round(20, 4_500, [
          [A, 2_600],
          [B, 1_200],
        ]),
        ...round(0, 4_200, [
          [A, 700],
          [B, 900],
        ]),
      ]),
  },
  {
    title: "small change shared",
    outcome: "silent",
    encounter: () => exampleEncounter([40, 20, 0].flatMap((daysAgo, n) => shared(daysAgo, 300 + n * 100, HALVES))),
  },
  {
    title: "the first of the two parts: the split is not complete",
    outcome: "silent",
    encounter: () => exampleEncounter(thrice(HALVES).slice(0, -1)),
  },
  {
    title: "a swap of what was saved into the same two coins, again and again",
    outcome: "silent",
    encounter: () =>
      exampleEncounter(
        [40, 20, 0].flatMap((daysAgo, n) =>
          shared(daysAgo, 1_200 + n * 200, HALVES).flatMap((payment, part): ExamplePayment[] => {
            if (part === 0) return [payment];
            const [transaction, token] = [daysAgo * 2 + part, part === 1 ? "USDC" : "PYUSD"];
            return [
              { ...payment, from: payment.to, to: SUBJECT, token, transaction },
              { ...payment, transaction },
            ];
          }),
        ),
      ),
  },
  {
    title: "shared between two exchanges",
    outcome: "silent",
    encounter: () => exampleEncounter(thrice(HALVES), { entries: [exampleService(A), exampleService(B)] }),
  },
  {
    title: "a listed payment processor",
    outcome: "silent",
    encounter: () => exampleEncounter(thrice(HALVES), { entries: [exampleService(SUBJECT, { category: "payment" })] }),
  },
  {
    title: "Turkish lira in weeks without a rate",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter(
        [40, 20, 0].flatMap((daysAgo, n) =>
          round(
            daysAgo,
            90_000 + n * 30_000,
            [
              [A, 50_000 + n * 15_000],
              [B, 30_000 + n * 9_000],
            ],
            "TRYB",
          ),
        ),
      ),
  },
];
