import { expect, test } from "vitest";
import { Random } from "../../simulator/random.ts";
import { CountedPayments } from "./counted-payments.ts";
import { CustomersDraw } from "./draw-customers.ts";
import { StrangersDraw } from "./draw-strangers.ts";
import type { Payment } from "./payment-draw.ts";

const PAYMENTS = 20_000;

function draw(payments: CountedPayments): Payment[] {
  return Array.from({ length: PAYMENTS }, () => payments.next());
}

test("customers pay the same again, mostly to and from exchanges", () => {
  const payments = new CountedPayments(new CustomersDraw(new Random("test")));
  draw(payments);
  expect(payments.shares.novelPairs).toBeGreaterThan(0.4);
  expect(payments.shares.novelPairs).toBeLessThan(0.7);
  expect(payments.shares.ofServices).toBeGreaterThan(0.4);
});

test("a deposit is swept, whole, from where it came to its exchange", () => {
  const source = new CustomersDraw(new Random("test"));
  const all = draw(new CountedPayments(source));
  const paidIn = new Map<number, bigint[]>();
  let sweeps = 0;
  for (const { from, to, amount } of all) {
    if (from >= source.services && to < source.services) {
      sweeps++;
      expect(paidIn.get(from)).toContain(amount);
    }
    paidIn.set(to, [...(paidIn.get(to) ?? []), amount]);
  }
  expect(sweeps).toBeGreaterThan(PAYMENTS / 10);
});

test("nobody pays itself among customers, and strangers never met", () => {
  expect(draw(new CountedPayments(new CustomersDraw(new Random("test")))).every(({ from, to }) => from !== to)).toBe(
    true,
  );
  const strangers = new CountedPayments(new StrangersDraw(new Random("test")));
  draw(strangers);
  expect(strangers.shares.novelPairs).toBeGreaterThan(0.95);
  expect(strangers.shares.ofServices).toBe(0);
});
