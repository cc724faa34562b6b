import type { Address } from "./address.ts";
import type { Hash, Hex } from "./hex.ts";
import type { Log } from "./transfer.ts";

/** Shapes that tests of decoding build on. */
export const DEMO_USDT: Address = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
export const DEMO_USDC: Address = "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512";
export const DEMO_TRYB: Address = "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0";

export const ALICE: Address = `0x${"a1".repeat(20)}`;
export const BOB: Address = `0x${"b0".repeat(20)}`;

/** The 32-byte word of an address or an amount. */
export function word(value: Address | bigint): Hash {
  const digits = typeof value === "bigint" ? value.toString(16) : value.slice(2);
  return `0x${digits.padStart(64, "0")}`;
}

/** ABI-encoded data of these words. */
export function dataOf(...values: ReadonlyArray<Address | bigint>): Hex {
  return `0x${values.map((value) => word(value).slice(2)).join("")}`;
}

export function sampleLog(log: Partial<Log>): Log {
  return {
    address: DEMO_USDT,
    topics: [],
    data: "0x",
    blockNumber: 1,
    blockHash: word(1n),
    transactionHash: word(2n),
    transactionIndex: 0,
    logIndex: 0,
    ...log,
  };
}
