import type { Address } from "./address.ts";
import type { FreezeEvent } from "./freeze-family.ts";
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

/** ABI-encoded data whose last argument is these bytes, after the words of the others. */
export function dataWithBytes(words: ReadonlyArray<Address | bigint>, bytes: Hex): Hex {
  const byteCount = (bytes.length - 2) / 2;
  const padded = bytes.slice(2).padEnd(Math.ceil(byteCount / 32) * 64, "0");
  return `${dataOf(...words, BigInt((words.length + 1) * 32), BigInt(byteCount))}${padded}`;
}

/** ABI-encoded data of one `address[]`. */
export function dataOfAddresses(addresses: readonly Address[]): Hex {
  return dataOf(32n, BigInt(addresses.length), ...addresses);
}

/** An issuer's event as its contract emits it; an argument that is neither account nor amount is 1. */
export function issuerLog(event: FreezeEvent, account: Address | bigint, amount: bigint): Pick<Log, "topics" | "data"> {
  const topics = [event.topic0, ...Array.from({ length: event.topicCount - 1 }, () => word(1n))];
  if (event.accountList) return { topics, data: dataOf(32n, 1n, account) };
  const words: Array<Address | bigint> = Array.from({ length: event.wordCount }, () => 1n);
  for (const [place, value] of [[event.account, account] as const, [event.amount, amount] as const]) {
    if (place !== undefined && "topic" in place) topics[place.topic] = word(value);
    else if (place !== undefined) words[place.word] = value;
  }
  return { topics, data: dataOf(...words) };
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
