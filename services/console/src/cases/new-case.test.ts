import { expect, test } from "vitest";
import { begunOf } from "./new-case.ts";

test("a case is opened of an address on a chain, of a group, or of alerts", () => {
  const chain = "eip155:1";
  expect(begunOf({ basis: "subject", value: " 0xabc ", chain })).toEqual({ subject: "eip155:1:0xabc" });
  expect(begunOf({ basis: "subject", value: "tron:1:Tabc", chain })).toEqual({ subject: "tron:1:Tabc" });
  expect(begunOf({ basis: "cluster", value: "0x1", chain })).toEqual({ cluster: "0x1" });
  expect(begunOf({ basis: "alerts", value: "0x1, 0x2\n0x1;0x3", chain })).toEqual({ alerts: ["0x1", "0x2", "0x3"] });
});

test("nothing is opened of nothing, nor of an address on no chain", () => {
  expect(begunOf({ basis: "alerts", value: " \n", chain: undefined })).toBeUndefined();
  expect(begunOf({ basis: "subject", value: "0xabc", chain: undefined })).toBeUndefined();
});
