import { avalanche } from "@redflag/domain/chains/avalanche";
import { describe, expect, it } from "vitest";
import { codecOf } from "./chain-codec.ts";
import { parseBlock } from "./parse-block.ts";
import { readRealBlock } from "./testing/real-block.ts";

const { block } = readRealBlock("ethereum-18500000");
const malformed = expect.objectContaining({ code: "endpoint_malformed_answer" });

describe("parseBlock", () => {
  it("reads number, time and transactions", () => {
    const header = parseBlock(block, "node.example");
    expect(header.number).toBe(18_500_000);
    expect(new Date(header.time * 1000).toISOString()).toBe("2023-11-04T16:55:59.000Z");
    expect(header.transactionHashes).toHaveLength(157);
    expect(header.unknownFields).toEqual([]);
    expect(header.hashedFields).toHaveLength(17);
  });

  it("reads the hashes of transactions given with their bodies", () => {
    const transactions = (block.transactions as string[]).map((hash) => ({ hash, nonce: "0x1" }));
    expect(parseBlock({ ...block, transactions }, "n").transactionHashes).toEqual(block.transactions);
  });

  it.each([
    ["number", "0x01"],
    ["number", "17"],
    ["number", 17],
    ["number", null],
    ["number", "0x20000000000001"],
    ["timestamp", "0x"],
    ["hash", "0x12"],
    ["hash", undefined],
    ["logsBloom", "0x00"],
    ["extraData", "0x123"],
    ["difficulty", `0x1${"0".repeat(64)}`],
    ["baseFeePerGas", "7"],
    ["transactions", null],
    ["transactions", ["0x12"]],
  ])("refuses %s = %j and names it", (field, value) => {
    expect(() => parseBlock({ ...block, [field]: value }, "node.example")).toThrow(malformed);
    const named = field === "transactions" ? /transaction/ : new RegExp(`node\\.example: block: ${field} `);
    expect(() => parseBlock({ ...block, [field]: value }, "node.example")).toThrow(named);
  });

  it.each([[null], ["0x"], [[]], [7]])("refuses %j in place of a block", (value) => {
    expect(() => parseBlock(value, "node.example")).toThrow(malformed);
  });

  it("reads an absent field as nothing where a later one is there, and names fields with which a header settles others", () => {
    expect(parseBlock({ ...block, excessBlobGas: "0x7" }, "n").hashedFields.slice(-3)).toEqual([
      block.withdrawalsRoot,
      undefined,
      7n,
    ]);
    const { header: format } = codecOf(avalanche);
    const settling = parseBlock({ ...block, extDataHash: block.hash, settledHeight: "0x1" }, "n", format);
    expect(settling).toMatchObject({ settlesOthersBy: "settledHeight" });
    expect(settling).not.toHaveProperty("logsBloom");
  });

  it("lists a bounded number of field names it does not know", () => {
    const extra = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`field${i}`.padEnd(500, "x"), 1]));
    const { unknownFields } = parseBlock({ ...block, ...extra }, "n");
    expect(unknownFields).toHaveLength(16);
    expect(Math.max(...unknownFields.map((name) => name.length))).toBe(40);
  });
});
