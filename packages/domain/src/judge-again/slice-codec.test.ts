import { bytesToHex } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Address } from "../address.ts";
import type { LaneSlice } from "./judged-slice.ts";
import { decodeSlice, encodeSlice, SliceUnreadable } from "./slice-codec.ts";

const hex = (byteCount: number) =>
  fc.uint8Array({ minLength: byteCount, maxLength: byteCount }).map((bytes): Address => `0x${bytesToHex(bytes)}`);
const address = hex(20);
const count = fc.nat();
const bytes = fc.uint8Array({ maxLength: 40 });
/** No name of a list, rate or parameter, and what no reader of JSON gives back as it was. */
const key = fc.string({ maxLength: 9 }).filter((text) => text !== "__proto__");
const versions = fc.dictionary(key, count, { maxKeys: 3, noNullPrototype: true });
const place = { blockNumber: count, logIndex: count };
const block = fc.record({ number: count, hash: hex(32), time: count });
const transfer = fc.record({
  ...place,
  txHash: hex(32),
  txOrdinal: count,
  token: address,
  sender: address,
  recipient: address,
  amount: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
});
const designation = fc.record({
  address,
  family: fc.constantFrom("eip155", "tron"),
  category: fc.constantFrom("sanctions", "mixer"),
  severity: fc.constantFrom("LOW", "SEVERE"),
  authority: fc.string(),
  confidence: count,
  sharing: fc.constantFrom("TLP:RED", "TLP:CLEAR"),
  list: fc.string(),
  listVersion: count,
  entryId: fc.string(),
});
const further = fc.record(
  { programme: fc.string(), jurisdictions: fc.array(fc.string(), { maxLength: 2 }), validFrom: fc.integer() },
  { requiredKeys: [] },
);
const epoch = fc.record({
  seq: count,
  fromBlock: count,
  inputs: fc.record({
    lists: versions,
    rates: versions,
    heuristics: fc.array(
      fc.record({
        id: fc.string(),
        version: count,
        params: fc.dictionary(key, count, { noNullPrototype: true }),
      }),
      { maxLength: 3 },
    ),
  }),
});
const memory = fc.record(
  { address, state: bytes, pairs: bytes, exposureAll: bytes, exposureShared: bytes },
  { requiredKeys: ["address"] },
);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const slices: fc.Arbitrary<LaneSlice> = fc.record({
  kind: fc.constant("lane"),
  chain: fc.string(),
  heuristic: fc.string(),
  subject: address,
  blocks: few(block),
  transfers: few(transfer),
  reach: fc.constantFrom("payments", "subject", "origins", "lane"),
  startTime: count,
  epochs: few(epoch),
  entries: few(fc.tuple(designation, further).map(([entry, more]) => ({ ...entry, ...more }))),
  freezes: few(
    fc.record({
      ...place,
      txHash: hex(32),
      ordinal: count,
      token: address,
      kind: fc.constantFrom("freeze", "unfreeze"),
      account: address,
      time: count,
    }),
  ),
  rates: few(fc.record({ currency: fc.string(), day: count, perEur: fc.string(), epochs: few(count) })),
  borders: few(
    fc.record({
      kind: fc.constant("higher_risk"),
      jurisdiction: fc.string(),
      source: fc.string(),
      date: fc.string(),
      list: fc.string(),
      listVersion: count,
    }),
  ),
  enrichment: few(
    fc.record({
      kind: fc.constant("wallet"),
      customer: fc.string(),
      address,
      family: fc.constant("eip155"),
      source: fc.string(),
      version: count,
    }),
  ),
  inferences: few(
    fc.record({
      inference: fc.record({
        address,
        from: fc.record(place),
        service: address,
        forwardCount: count,
        sharePpm: count,
        firstTime: count,
        lastTime: count,
        confidence: count,
      }),
      until: fc.record(place),
    }),
  ),
  memories: few(memory),
  graph: few(fc.record({ part: fc.string(), bytes })),
});

test("a slice is read as it was written", () => {
  fc.assert(
    fc.property(slices, (slice) => {
      const text = JSON.stringify(encodeSlice(slice));
      expect(decodeSlice(JSON.parse(text))).toEqual(slice);
    }),
  );
});

test("what is no slice is told where", () => {
  const [slice] = fc.sample(slices, { numRuns: 1, seed: 1 });
  if (slice === undefined) throw new Error("one was asked for");
  const json = encodeSlice(slice) as object;
  expect(() => decodeSlice("text")).toThrow(SliceUnreadable);
  expect(() => decodeSlice({ ...json, subject: "0xAB" })).toThrow(/subject: not 20 bytes/);
  expect(() => decodeSlice({ ...json, more: 1 })).toThrow(SliceUnreadable);
  const block = { number: -1, hash: `0x${"0".repeat(64)}`, time: 0 };
  expect(() => decodeSlice({ ...json, blocks: [block] })).toThrow(/blocks\.0\.number/);
});
