import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { readEntrySearch } from "./entry-search.ts";

const WHOLE = "0x52908400098527886e0f7030069857d2e4169ee7";

test("a whole address, in either family's form, is that address alone", () => {
  expect(readEntrySearch(WHOLE)).toEqual({ addresses: { from: WHOLE, to: WHOLE } });
  expect(readEntrySearch("eip155:1:0x52908400098527886E0F7030069857D2E4169EE7")).toEqual(readEntrySearch(WHOLE));
  expect(readEntrySearch("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8").addresses?.from).toMatch(/^0x[0-9a-f]{40}$/);
});

test("a beginning behind 0x is of addresses", () => {
  expect(readEntrySearch("0xABCDEF")).toEqual({
    addresses: { from: `0xabcdef${"0".repeat(34)}`, to: `0xabcdef${"f".repeat(34)}` },
  });
});

test("what may be both is looked for as both", () => {
  expect(readEntrySearch("20240011")).toMatchObject({ text: "20240011", orAddresses: [{ from: expect.any(String) }] });
  expect(readEntrySearch("TJRabPr")).toMatchObject({ text: "TJRabPr", orAddresses: [{ from: expect.any(String) }] });
  expect(readEntrySearch("order 43/25")).toEqual({ text: "order 43/25", orAddresses: [] });
});

test.each([
  ["0x52908400098527886E0F7030069857D2E4169Ee7", "address_checksum"],
  ["0xabc", "address_malformed"],
  ["0xnothing", "address_malformed"],
])("%s is refused", (q, code) => {
  expect(() => readEntrySearch(q)).toThrow(
    expect.toSatisfy((error) => error instanceof Problem && error.code === code),
  );
});
