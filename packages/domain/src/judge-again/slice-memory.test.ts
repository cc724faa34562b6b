import { expect, test } from "vitest";
import type { Address } from "../address.ts";
import type { InferenceLife } from "../inference.ts";
import type { Transfer } from "../transfer.ts";
import { SliceMemory } from "./slice-memory.ts";

const TOKEN = addressOf(1);

function addressOf(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

function transferAt(blockNumber: number, recipient: Address): Transfer {
  const txHash = `0x${blockNumber.toString(16).padStart(64, "0")}` as const;
  return { blockNumber, logIndex: 0, txHash, txOrdinal: 0, token: TOKEN, sender: addressOf(2), recipient, amount: 1n };
}

function lifeOf(address: Address, from: number, until?: number, looked = () => {}): InferenceLife {
  const facts = {
    service: addressOf(3),
    forwardCount: 3,
    sharePpm: 990_000,
    firstTime: 1,
    lastTime: 2,
    confidence: 80,
  };
  return {
    get inference() {
      looked();
      return { address, from: { blockNumber: from, logIndex: 0 }, ...facts };
    },
    ...(until !== undefined && { until: { blockNumber: until, logIndex: 0 } }),
  };
}

test("an inference holds after the transaction that gave it, for the one that ends it, and for none after", () => {
  const payee = addressOf(9);
  const memory = new SliceMemory({ memories: [], graph: [], inferences: [lifeOf(payee, 5, 8), lifeOf(payee, 10)] });
  const standing = [5, 6, 8, 9, 10, 11].filter((block) =>
    memory.inferencesAt([transferAt(block, payee)]).stands(payee),
  );
  expect(standing).toEqual([6, 8, 11]);
});

test("a transaction looks at its own parties' inferences, however many a slice has", () => {
  const count = 500;
  let looks = 0;
  const inferences = Array.from({ length: count }, (_, n) => lifeOf(addressOf(100 + n), 1, undefined, () => looks++));
  const memory = new SliceMemory({ memories: [], graph: [], inferences });
  for (let n = 0; n < count; n++) {
    const payee = addressOf(100 + n);
    expect(memory.inferencesAt([transferAt(2 + n, payee)]).stands(payee)).toBe(true);
  }
  expect(looks).toBeLessThan(10 * count);
});
