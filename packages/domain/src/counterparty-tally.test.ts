import fc from "fast-check";
import { expect, it } from "vitest";
import type { Address } from "./address.ts";
import { tallyOf } from "./counterparty-tally.ts";
import type { RecentFlow } from "./profile.ts";
import { timesPaid } from "./times-paid.ts";

/** Two addresses for each tail. */
const counterparty = fc
  .tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 9 }))
  .map(([head, tail]): Address => `0x${head.repeat(39)}${tail}`.replace(/.{3}(?=.$)/, "000") as Address);
const flows = fc.array(counterparty.map(flowTo), { maxLength: 64 });

it("bounds what there is of each counterparty, however often and in whatever order it is asked", () => {
  fc.assert(
    fc.property(fc.array(flows, { minLength: 1, maxLength: 4 }), (lists) => {
      for (const list of [...lists, ...lists]) {
        const counts = countsOf(list);
        const { ofOneMax, distinctMin } = tallyOf(list);
        expect(ofOneMax).toBeGreaterThanOrEqual(Math.max(0, ...counts.values()));
        expect(ofOneMax).toBeLessThanOrEqual(list.length);
        expect(distinctMin).toBeLessThanOrEqual(counts.size);
        expect(distinctMin).toBe(new Set([...counts.keys()].map((address) => address.slice(-4))).size);
      }
    }),
  );
});

it("counts a list that grew anew", () => {
  const growing = [flowTo(`0x${"1".repeat(40)}`)];
  expect(tallyOf(growing)).toEqual({ ofOneMax: 1, distinctMin: 1 });
  growing.push(flowTo(`0x${"1".repeat(40)}`));
  expect(tallyOf(growing)).toEqual({ ofOneMax: 2, distinctMin: 1 });
});

it("counts the payments to the present payee", () => {
  fc.assert(
    fc.property(fc.array(flows, { minLength: 1, maxLength: 4 }), (lists) => {
      for (const list of [...lists, ...lists]) {
        const present = list.at(-1);
        if (present !== undefined) expect(timesPaid(list, present)).toBe(countsOf(list).get(present.counterparty));
      }
    }),
  );
});

function countsOf(list: readonly RecentFlow[]): ReadonlyMap<Address, number> {
  const counts = new Map<Address, number>();
  for (const flow of list) counts.set(flow.counterparty, (counts.get(flow.counterparty) ?? 0) + 1);
  return counts;
}

function flowTo(address: Address): RecentFlow {
  const place = { blockNumber: 1, logIndex: 0, txFirstLog: 0, time: 1 };
  return { counterparty: address, peg: "USD", token: undefined, micros: 1n, ...place, isService: false };
}
