import { expect, test } from "vitest";
import { addressesOf } from "./event-addresses.ts";

const EVM = "0x00000000000000000000000000000000000000a1";
const OTHER = "0x00000000000000000000000000000000000000b2";

test("subject, parties and listed addresses are taken once, whatever chain writes them", () => {
  expect(
    addressesOf({
      subject: `eip155:31337:${EVM}`,
      transfers: [
        { sender: `eip155:1:${EVM}`, recipient: `eip155:1:${OTHER}` },
        { sender: "tron:728126428:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", recipient: `eip155:56:${OTHER}` },
      ],
      entries: [{ address: EVM }, {}],
    }),
  ).toEqual([EVM, OTHER, "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c"]);
});

test("a payload that is about nobody has none", () => {
  expect(addressesOf({})).toEqual([]);
});
