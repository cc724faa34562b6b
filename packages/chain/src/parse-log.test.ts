import { describe, expect, it } from "vitest";
import { parseLogs } from "./parse-log.ts";
import { readRealBlock } from "./testing/real-block.ts";

const log = readRealBlock("ethereum-1000000").receipts[0]?.logs[0];

describe("parseLogs", () => {
  it("reads a log, in lower case whatever the endpoint wrote", () => {
    const parsed = parseLogs([log], "n");
    expect(parsed).toEqual([
      {
        address: "0xc083e9947cf02b8ffc7d3090ae9aea72df98fd47",
        topics: ["0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"],
        data: expect.stringMatching(/^0x[0-9a-f]{128}$/),
        blockNumber: 1_000_000,
        blockHash: "0x8e38b4dbf6b11fcc3b9dee84fb7986e29ca0a02cecd8977c161ff7333329681e",
        transactionHash: "0xea1093d492a1dcb1bef708f771a99a96ff05dcab81ca76c31940300177fcf49f",
        transactionIndex: 0,
        logIndex: 0,
      },
    ]);
    const shouted = JSON.parse(JSON.stringify(log), (_, value: unknown) =>
      typeof value === "string" ? `0x${value.slice(2).toUpperCase()}` : value,
    );
    expect(parseLogs([shouted], "n")).toEqual(parsed);
  });

  it.each([
    ["address", "0x12"],
    ["topics", null],
    ["topics", ["0x12"]],
    ["topics", Array(5).fill(`0x${"00".repeat(32)}`)],
    ["data", "0x1"],
    ["data", null],
    ["blockNumber", null],
    ["blockHash", null],
    ["transactionHash", "pending"],
    ["transactionIndex", "0x00"],
    ["logIndex", 3],
  ])("refuses %s = %j", (field, value) => {
    expect(() => parseLogs([{ ...log, [field]: value }], "n")).toThrow(
      expect.objectContaining({ code: "endpoint_malformed_answer" }),
    );
  });

  it("refuses a log marked removed", () => {
    expect(parseLogs([{ ...log, removed: false }], "n")).toHaveLength(1);
    expect(() => parseLogs([{ ...log, removed: true }], "n")).toThrow(
      expect.objectContaining({ code: "answer_inconsistent" }),
    );
  });

  it.each([[null], [{}], ["[]"], [[null]]])("refuses %j in place of a list of logs", (value) => {
    expect(() => parseLogs(value, "n")).toThrow(expect.objectContaining({ code: "endpoint_malformed_answer" }));
  });
});
