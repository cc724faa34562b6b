import { expect, test } from "vitest";
import { who } from "./example-chain.ts";
import { GoingRates } from "./going-rates.ts";
import { emptyPairMemory, NEIGHBOURS_MAX, type PairMemory, RECIPIENTS_MAX, rememberPair } from "./pair-memory.ts";

function book() {
  const memories = new Map<string, PairMemory>();
  const rates = new GoingRates();
  const of = (name: string) => {
    const memory = memories.get(name) ?? emptyPairMemory();
    memories.set(name, memory);
    return memory;
  };
  let time = 0;
  const pay = (from: string, to: string) => {
    const payment = { blockNumber: time, logIndex: 0, from: who(from), to: who(to), time: time++, worth: 1 };
    return rememberPair(rates, of(from), of(to), payment, 0);
  };
  return { of, pay, rates };
}

test("a pair is new once in each direction; who has paid the other is no stranger", () => {
  const { pay } = book();
  expect(pay("a", "b")).toMatchObject({ isStranger: true, sender: { firstSeen: undefined, total: 0, novel: 0 } });
  expect(pay("a", "b")).toBeUndefined();
  expect(pay("b", "a")).toMatchObject({ isStranger: false, sender: { firstSeen: 0, total: 0 } });
});

test("who deals with the same third is no stranger", () => {
  const { pay } = book();
  pay("a", "c");
  pay("c", "b");
  expect(pay("a", "b")).toMatchObject({ isStranger: false, sender: { total: 1, novel: 1, stranger: 1 } });
  expect(pay("a", "d")).toMatchObject({ isStranger: true });
});

test("who pays thousands is remembered by no more than the latest", () => {
  const { pay, of } = book();
  for (let i = 0; i < 3_000; i++) pay("a", `b${i}`);
  expect([of("a").recipients.length, of("a").neighbours.length]).toEqual([RECIPIENTS_MAX, NEIGHBOURS_MAX]);
  expect(of("a").out).toEqual({ total: 3_000, novel: 3_000, stranger: 3_000 });
  expect(pay("a", "b2999")).toBeUndefined();
  expect(pay("a", "b0")).toMatchObject({ sender: { total: 3_001 } });
});

test("the rates forget: half in a fortnight, and never leave 0 to 1", () => {
  const { pay, rates } = book();
  for (let i = 0; i < 50; i++) pay(`a${i}`, `b${i}`);
  expect(rates.shareOf("novel")).toBeCloseTo(1, 9);
  for (let i = 0; i < 50; i++) pay("a0", "b0");
  expect(rates.shareOf("novel")).toBeCloseTo(0.5, 3);
  expect(rates.shareOf("stranger")).toBeCloseTo(0.5, 3);
  expect(rates.shareOfNewcomers("sender")).toBe(0.99);
});
