import { expect, test } from "vitest";
import { lookAlikesOf } from "./look-alikes.ts";

const OWN = "eip155:1:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";

test("an address with the same ends is a look-alike, whatever the case of its letters", () => {
  const poison = "eip155:1:0x480Bffffffffffffffffffffffffffffffff6A48";
  expect(lookAlikesOf(OWN, [poison, poison])).toEqual([poison]);
});

test("neither the address itself, on another chain or in another case, nor one with one end alone", () => {
  const others = [
    OWN,
    "eip155:56:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
    OWN.toLowerCase(),
    "eip155:1:0x480bffffffffffffffffffffffffffffffffffff",
    "eip155:1:0xffffffffffffffffffffffffffffffffffff6a48",
  ];
  expect(lookAlikesOf(OWN, others)).toEqual([]);
});
