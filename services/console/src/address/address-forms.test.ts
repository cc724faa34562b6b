import { expect, test } from "vitest";
import { formsOf } from "./address-forms.ts";

test("the forms of an address are of the same 20 bytes, and the family's own stands first", () => {
  expect(formsOf("eip155:1:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48")).toEqual([
    { name: "eip55", text: "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48" },
    { name: "hex", text: "0x480bbf412c2d762bd6bd1446af4ed89afe016a48" },
    { name: "caip10", text: "eip155:1:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48" },
    { name: "otherBase58", text: expect.stringMatching(/^T\w{33}$/) },
  ]);
  expect(formsOf("tron:728126428:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")).toEqual([
    { name: "base58", text: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" },
    { name: "tronHex", text: "41a614f803b6fd780986a42c78ec9c7f77e6ded13c" },
    { name: "caip10", text: "tron:728126428:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" },
    { name: "otherEip55", text: "0xa614f803B6FD780986A42c78Ec9c7f77e6DeD13C" },
  ]);
});
