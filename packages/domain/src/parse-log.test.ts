import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLog } from "./parse-log.ts";
import { Problem } from "./problem.ts";

const hash = (digit: string) => `0x${digit.repeat(64)}`;
const raw = {
  address: `0x${"a1".repeat(20)}`,
  topics: [hash("1"), hash("2"), hash("3")],
  data: hash("4"),
  blockNumber: "0x10d4f",
  blockHash: hash("5"),
  transactionHash: hash("6"),
  transactionIndex: "0x0",
  logIndex: "0x1f",
  removed: false,
  blockTimestamp: "0x65",
};

describe("parseLog", () => {
  it("parses the quantities and keeps the bytes", () => {
    const { removed: _, blockTimestamp: __, ...kept } = raw;
    expect(parseLog(raw)).toEqual({ ...kept, blockNumber: 68_943, transactionIndex: 0, logIndex: 31 });
  });

  it("takes digits in either case and gives lower case", () => {
    const shouted = { ...raw, address: `0x${"A1".repeat(20)}`, topics: [hash("F")], data: "0xAbCd" };
    expect(parseLog(shouted)).toMatchObject({ address: raw.address, topics: [hash("f")], data: "0xabcd" });
  });

  it("takes a log without topics, without data and without the removed mark", () => {
    const { removed: _, ...bare } = raw;
    expect(parseLog({ ...bare, topics: [], data: "0x" })).toMatchObject({ topics: [], data: "0x" });
  });

  it.each([
    ["log", null],
    ["log", "0x"],
    ["log", 7],
    ["log.address", { ...raw, address: undefined }],
    ["log.address", { ...raw, address: `${raw.address}0` }],
    ["log.address", { ...raw, address: `0x${"g".repeat(40)}` }],
    ["log.address", { ...raw, address: `0X${"a".repeat(40)}` }],
    ["log.address", { ...raw, address: `0x${"é".repeat(40)}` }],
    ["log.topics", { ...raw, topics: undefined }],
    ["log.topics", { ...raw, topics: { length: 1, 0: hash("1") } }],
    ["log.topics", { ...raw, topics: Array(5).fill(hash("1")) }],
    ["log.topics[2]", { ...raw, topics: [hash("1"), hash("2"), "0x03"] }],
    ["log.topics[0]", { ...raw, topics: [null] }],
    ["log.data", { ...raw, data: "" }],
    ["log.data", { ...raw, data: "0x0" }],
    ["log.data", { ...raw, data: null }],
    ["log.blockNumber", { ...raw, blockNumber: 68_943 }],
    ["log.blockNumber", { ...raw, blockNumber: null }],
    ["log.blockNumber", { ...raw, blockNumber: "0x" }],
    ["log.blockNumber", { ...raw, blockNumber: "0x01" }],
    ["log.blockNumber", { ...raw, blockNumber: "0x20000000000000" }],
    ["log.blockHash", { ...raw, blockHash: null }],
    ["log.transactionHash", { ...raw, transactionHash: hash("6").slice(0, -2) }],
    ["log.transactionIndex", { ...raw, transactionIndex: "-0x1" }],
    ["log.logIndex", { ...raw, logIndex: "0x1.8" }],
    ["log.removed", { ...raw, removed: true }],
    ["log.removed", { ...raw, removed: "false" }],
  ])("names %s when it is wrong", (field, json) => {
    expect(() => parseLog(json)).toThrow(
      expect.objectContaining({ code: "endpoint_malformed_answer", detail: expect.stringContaining(`${field} is`) }),
    );
  });

  it("reads a log after another as it reads it alone", () => {
    const member = fc.constantFrom("address", "topics", "blockHash", "data", "transactionHash");
    const others = {
      address: `0x${"b2".repeat(20)}`,
      topics: [],
      blockHash: hash("7"),
      data: "0x",
      transactionHash: hash("8"),
    };
    const shouted = { address: raw.address.toUpperCase().replace("X", "x"), topics: [hash("F")], blockHash: hash("E") };
    const change = fc
      .constantFrom(others, shouted)
      .chain((changed) => fc.array(member).map((names) => [changed, names]));
    const some = change.map(([changed, names]) => ({
      ...raw,
      ...Object.fromEntries(Object.entries(changed as object).filter(([name]) => (names as string[]).includes(name))),
    }));
    fc.assert(
      fc.property(some, some, (before, log) => {
        expect(parseLog(log, parseLog(before))).toEqual(parseLog(log));
      }),
    );
    const before = parseLog({ ...raw, topics: [] });
    expect(() => parseLog({ ...raw, topics: [undefined] }, before)).toThrow(Problem);
  });

  it("takes the largest block number that is exact", () => {
    expect(parseLog({ ...raw, blockNumber: "0x1fffffffffffff" }).blockNumber).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("throws nothing but a Problem, whatever it is given", () => {
    const anything = fc.oneof(fc.anything(), mutated());
    fc.assert(
      fc.property(anything, (json) => {
        try {
          expect(parseLog(json).topics.length).toBeLessThanOrEqual(4);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });
});

/** A good log with one member replaced by anything. */
function mutated(): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...Object.keys(raw)), fc.anything())
    .map(([member, value]) => ({ ...raw, [member]: value }));
}
