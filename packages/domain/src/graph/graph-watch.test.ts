import { expect, test } from "vitest";
import type { Address } from "../address.ts";
import { who } from "./graph.samples.ts";
import { GraphWatch } from "./graph-watch.ts";
import { emptyPairMemory, type PairMemory } from "./pair-memory.ts";
import type { PaymentGroup } from "./payment-group.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;

interface Payment {
  day: number;
  from: string;
  to: string;
}

/** A town where everybody pays a few neighbours, and now and then somebody new nearby. */
function* town(days: number): Generator<Payment> {
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let day = 0; day < days; day++) {
    for (let i = 0; i < 150; i++) {
      const from = next(300);
      const distance = next(12) === 0 ? 1 + next(40) : 1 + ((from * 7 + next(4)) % 5);
      yield { day, from: `h${from}`, to: `h${(from + distance) % 300}` };
    }
  }
}

/** One pays five strangers, and these pay one other. */
function scatter(day: number): Payment[] {
  const between = [0, 1, 2, 3, 4].map((i) => `h${i * 60 + 11}`);
  return [
    ...between.map((to, i) => ({ day: day + i / 5, from: "s", to })),
    ...between.map((from, i) => ({ day: day + 2 + i / 5, from, to: "z" })),
  ];
}

function look(payments: readonly Payment[]): PaymentGroup[] {
  const memories = new Map<Address, PairMemory>();
  const watch = new GraphWatch();
  const groups = new Set<PaymentGroup>();
  for (const { day, from, to } of [...payments].sort((a, b) => a.day - b.day)) {
    const payment = { from: who(from), to: who(to), time: Math.floor(day * DAY_S), worth: 100 };
    const [sender, recipient] = [payment.from, payment.to].map((one) => takeOrMake(memories, one, emptyPairMemory));
    for (const group of watch.observe(sender as PairMemory, recipient as PairMemory, payment)) groups.add(group);
  }
  return [...groups];
}

const isScattered = ({ edges }: PaymentGroup) =>
  [...edges.values()].filter(({ from, to }) => from === who("s") || to === who("z")).length;

test("a scheme amid ordinary payments is one group, and little else is any", () => {
  const groups = look([...town(90), ...scatter(60)]);
  const found = groups.filter((group) => isScattered(group) > 0);
  expect(found.map(isScattered)).toEqual([10]);
  expect(groups.length).toBeLessThan(6);
});

test("before two weeks have shown what is usual nothing is said", () => {
  expect(look([...town(14), ...scatter(8)])).toEqual([]);
});

test("the same payments give the same groups", () => {
  const text = (groups: readonly PaymentGroup[]) =>
    JSON.stringify(
      groups.map(({ edges, sightings, ...group }) => ({ ...group, edges: [...edges], sightings: [...sightings] })),
    );
  const payments = [...town(60), ...scatter(40)];
  expect(text(look(payments))).toBe(text(look(payments)));
});
