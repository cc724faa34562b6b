import fc from "fast-check";
import { expect, test } from "vitest";
import { grantedSlots, type SlotBounds } from "./delivery-slots.ts";

interface Held {
  own: number;
  isFailing: boolean;
}

const bounds = fc.record({ total: fc.integer({ min: 2, max: 50 }), own: fc.integer({ min: 1, max: 8 }) });
const asked = fc.array(fc.record({ subscription: fc.nat(30), isFailing: fc.boolean() }), { maxLength: 200 });

/** Gives each what it is granted, one after the other, and nothing back. */
function fill({ total, own }: SlotBounds, asks: ReadonlyArray<{ subscription: number; isFailing: boolean }>): Held[] {
  const held = new Map<number, Held>();
  for (const { subscription, isFailing } of asks) {
    const one = held.get(subscription) ?? { own: 0, isFailing };
    const all = [...held.values()];
    const taken = { own: one.own, healthy: sum(all, false), failing: sum(all, true) };
    one.own += grantedSlots({ total, own }, taken, one.isFailing);
    held.set(subscription, one);
  }
  return [...held.values()];
}

function sum(held: readonly Held[], isFailing: boolean): number {
  return held.filter((one) => one.isFailing === isFailing).reduce((all, { own }) => all + own, 0);
}

test("no bound is ever passed, and those that fail leave half of the room", () => {
  fc.assert(
    fc.property(bounds, asked, (limits, asks) => {
      const held = fill(limits, asks);
      for (const { own, isFailing } of held) expect(own).toBeLessThanOrEqual(isFailing ? 1 : limits.own);
      expect(sum(held, true)).toBeLessThanOrEqual(limits.total / 2);
      expect(sum(held, true) + sum(held, false)).toBeLessThanOrEqual(limits.total);
    }),
  );
});

test("whatever fails, a healthy subscription that has nothing under way is given some as long as the healthy leave half", () => {
  fc.assert(
    fc.property(bounds, asked, (limits, asks) => {
      const failing = fill(
        limits,
        asks.map(({ subscription }) => ({ subscription, isFailing: true })),
      );
      const taken = { own: 0, healthy: 0, failing: sum(failing, true) };
      expect(grantedSlots(limits, taken, false)).toBeGreaterThan(0);
    }),
  );
});
