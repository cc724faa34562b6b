import { expect, test } from "vitest";
import { emptyMemory, FLOWS_MAX, type FoldedTransfer, fold, type Memory } from "./memory.ts";
import { decodeMemory, encodeAcquaintances, encodeState } from "./memory-codec.ts";

const DAY_S = 86_400;
const TOKENS = ["t".repeat(20), "u".repeat(20)];

function address(ordinal: number): string {
  return String.fromCharCode(ordinal).repeat(20);
}

/** One address that pays and is paid by many, a few times a day. */
function busy(transfers: number, hubs: ReadonlySet<string> = new Set()): Memory {
  const memory = emptyMemory(0);
  for (let i = 0; i < transfers; i++) {
    const other = address(i % 200);
    const transfer: FoldedTransfer = {
      sender: i % 3 === 0 ? "b".repeat(20) : other,
      recipient: i % 3 === 0 ? other : "b".repeat(20),
      token: i % 2,
      peg: i % 2,
      micros: 1_000_000 * i,
      time: Math.floor((i * DAY_S) / 4),
      block: 20_000_000 + i,
      logIndex: i,
    };
    const others = emptyMemory(transfer.time);
    if (i % 3 === 0) fold(memory, others, transfer, hubs);
    else fold(others, memory, transfer, hubs);
  }
  return memory;
}

test("a memory is read as it was written, whatever was folded", () => {
  for (const transfers of [1, 3, 64, 500]) {
    const memory = busy(transfers);
    const state = Buffer.from(encodeState(memory, TOKENS));
    const pairs = memory.acquaintances && Buffer.from(encodeAcquaintances(memory.acquaintances));
    const read = decodeMemory(state, pairs, undefined);
    expect({ ...read, isStored: false }).toEqual(memory);
  }
});

test("a memory is bounded", () => {
  const { days, flowsIn, flowsOut, marksIn, acquaintances } = busy(2_000);
  expect(days).toHaveLength(92);
  expect([flowsIn, flowsOut].map(({ length }) => length)).toEqual([FLOWS_MAX, FLOWS_MAX]);
  expect(marksIn).toHaveLength(3);
  expect(acquaintances).toMatchObject({ payees: { length: 64 }, neighbours: { length: 32 } });
});

test("a hub is counted and not remembered", () => {
  const { inCount, outCount, flowsIn, flowsOut, acquaintances } = busy(300, new Set(["b".repeat(20)]));
  expect([inCount, outCount]).toEqual([200, 100]);
  expect([flowsIn, flowsOut, acquaintances]).toEqual([[], [], undefined]);
});

test("a sum that a double does not hold is refused", () => {
  const transfer = { sender: "a", recipient: "b", token: 0, peg: 0, micros: 2 ** 53, time: 0, block: 0, logIndex: 0 };
  expect(() => fold(emptyMemory(0), emptyMemory(0), transfer, new Set())).toThrow("beyond what a double holds");
});
