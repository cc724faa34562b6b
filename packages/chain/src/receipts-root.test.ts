import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { encodeRlp, hexlify } from "ethers/utils";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Receipt } from "./parse-receipt.ts";
import { computeReceiptsRoot } from "./receipts-root.ts";
import { buildReceiptsTrie } from "./receipts-trie.ts";
import { RlpWriter } from "./rlp-writer.ts";

const hexOf = (bytes: { minLength?: number; maxLength?: number }) =>
  fc.uint8Array(bytes).map((array) => hexlify(array) as Hex);
const hashes = hexOf({ minLength: 32, maxLength: 32 }) as fc.Arbitrary<Hash>;

const logs = fc.record({
  address: hexOf({ minLength: 20, maxLength: 20 }) as fc.Arbitrary<Address>,
  topics: fc.array(hashes, { maxLength: 4 }),
  data: hexOf({ maxLength: 70 }),
});

/** What is hashed of it; the rest is of no account here. */
const receipts: fc.Arbitrary<Receipt> = fc
  .record({
    type: fc.constantFrom(0, 1, 2, 0x7e),
    outcome: fc.oneof(
      hashes.map((root) => ({ root })),
      fc.constantFrom<0 | 1>(0, 1).map((status) => ({ status })),
    ),
    cumulativeGasUsed: fc.bigInt({ min: 0n, max: 2n ** 70n }),
    logsBloom: hexOf({ minLength: 256, maxLength: 256 }),
    logs: fc.array(logs, { maxLength: 3 }),
    tail: fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { maxLength: 2 }),
  })
  .map((receipt) => receipt as unknown as Receipt);

test("the root is that of the library's trie, at every depth that keys have", async () => {
  // One, two and three bytes of key begin at these counts.
  const counts = fc.constantFrom(0, 1, 2, 17, 127, 128, 129, 130, 255, 256, 257, 300);
  const blocks = fc.tuple(counts, fc.array(receipts, { minLength: 5, maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(blocks, async ([count, few]) => {
      const all = Array.from({ length: count }, (_, i) => ({
        ...(few[i % few.length] as Receipt),
        cumulativeGasUsed: BigInt(i),
      }));
      const trie = await buildReceiptsTrie(all);
      expect(computeReceiptsRoot(all)).toBe(hexlify(trie.root()));
    }),
    { numRuns: 40 },
  );
});

test("what is written backwards reads as the library writes it", () => {
  type Item = Hex | Item[];
  const { item } = fc.letrec<{ item: Item }>((tie) => ({
    item: fc.oneof({ maxDepth: 3 }, hexOf({ maxLength: 70 }), fc.array(tie("item"), { maxLength: 40 })),
  }));
  const writer = new RlpWriter();
  const write = (value: Item) => {
    if (typeof value === "string") {
      writer.hex(value);
      return;
    }
    const { end } = writer;
    for (const part of value.toReversed()) write(part);
    writer.closeList(end);
  };
  fc.assert(
    fc.property(item, (value) => {
      writer.clear();
      write(value);
      expect(hexlify(writer.written)).toBe(encodeRlp(value));
    }),
  );
});

test("what is longer than the writer's room, and numbers without their zeros", () => {
  const writer = new RlpWriter();
  const long: Hex = `0x${"ab".repeat(200_000)}`;
  writer.quantity(0n);
  writer.quantity(127);
  writer.quantity(256n);
  writer.hex(long);
  writer.closeList(0);
  expect(hexlify(writer.written)).toBe(encodeRlp([long, "0x0100", "0x7f", "0x"]));
});
