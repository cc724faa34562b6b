import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Address } from "./address.ts";
import { flowsFromSource, passOn, pathOf, sharePpm, type TaintedFlow } from "./lookback-taint.ts";
import type { Transfer } from "./transfer.ts";

const [X, A, B, C] = ["1", "2", "3", "4"].map((digit): Address => `0x${digit.repeat(40)}`) as [
  Address,
  Address,
  Address,
  Address,
];
const [USDT, USDC] = ["e", "f"].map((digit): Address => `0x${digit.repeat(40)}`) as [Address, Address];
const ZERO: Address = `0x${"0".repeat(40)}`;

function chainOf(...rows: Array<[Address, Address, number, Address?]>): Transfer[] {
  return rows.map(([sender, recipient, amount, token = USDT], i) => ({
    blockNumber: i + 1,
    logIndex: 0,
    txHash: `0x${String(i).padStart(64, "0")}`,
    txOrdinal: 0,
    token,
    sender,
    recipient,
    amount: BigInt(amount),
  }));
}

const of = (address: Address, transfers: Transfer[]) =>
  transfers.filter(({ sender, recipient }) => sender === address || recipient === address);
const told = (flows: readonly TaintedFlow[]) =>
  flows.map(({ transfer, tainted }) => `${transfer.recipient.slice(2, 3)} ${tainted} of ${transfer.amount}`);

function through(address: Address, transfers: Transfer[]): TaintedFlow[] {
  const inflows = flowsFromSource(X, of(X, transfers)).filter(({ transfer }) => transfer.recipient === address);
  return passOn(address, of(address, transfers), inflows);
}

describe("money that is followed", () => {
  test("goes on in the share that it has of the balance", () => {
    expect(told(through(A, chainOf([C, A, 300], [X, A, 100], [A, B, 200], [A, C, 200])))).toEqual([
      "3 50 of 200",
      "4 50 of 200",
    ]);
  });

  test("is not what was paid before it came, nor in another token", () => {
    expect(told(through(A, chainOf([C, A, 50], [A, B, 50], [X, A, 100], [C, A, 70, USDC], [A, B, 70, USDC])))).toEqual(
      [],
    );
  });

  test("is thinned by money that the ledger never saw come", () => {
    expect(told(through(A, chainOf([X, A, 100], [A, B, 400], [A, C, 10])))).toEqual(["3 100 of 400"]);
  });

  test("ends where it is destroyed, sent to oneself, or nothing is moved", () => {
    expect(told(through(A, chainOf([X, A, 100], [A, A, 100], [A, B, 0], [A, ZERO, 100])))).toEqual([]);
  });

  test("keeps the way by which most of it came", () => {
    const flows = through(A, chainOf([X, A, 10], [X, A, 90], [X, A, 5], [A, B, 105]));
    expect(pathOf(flows[0] as TaintedFlow).map(({ transfer }) => transfer.blockNumber)).toEqual([2, 4]);
    expect(sharePpm(flows[0] as TaintedFlow)).toBe(1_000_000);
  });
});

test("no money is made, and no payment carries more than it is", () => {
  const anyone = fc.constantFrom(X, A, B, C);
  const rows = fc.array(fc.tuple(anyone, anyone, fc.integer({ min: 0, max: 1_000 })), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (given) => {
      const transfers = chainOf(...given);
      const inflows = flowsFromSource(X, transfers).filter(({ transfer }) => transfer.recipient === A);
      const passed = passOn(A, of(A, transfers), inflows);
      const sum = (flows: readonly TaintedFlow[]) => flows.reduce((total, { tainted }) => total + tainted, 0n);
      expect(sum(passed)).toBeLessThanOrEqual(sum(inflows));
      for (const { transfer, tainted, via } of passed) {
        expect(tainted > 0n && tainted <= transfer.amount).toBe(true);
        expect(via?.transfer.blockNumber).toBeLessThan(transfer.blockNumber);
      }
    }),
  );
});
