import { createHmac } from "node:crypto";
import { parseAddress } from "@redflag/domain/address";
import { expect, test } from "vitest";
import { installationKeyOf } from "./installation-key.ts";
import { ownAddressHash } from "./own-address-hash.ts";

const KEY = installationKeyOf(Buffer.alloc(32, 1));

test("every form of the same 20 bytes has the same hash", () => {
  const forms = [
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    "41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
    "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c",
  ];
  const bytes = Buffer.from("a614f803b6fd780986a42c78ec9c7f77e6ded13c", "hex");
  const expected = createHmac("sha256", KEY.ownAddress[0] ?? "")
    .update(bytes)
    .digest()
    .subarray(0, 16);
  for (const form of forms) expect(ownAddressHash(KEY, parseAddress(form).address)).toEqual(expected);
});

test("under another key it is another one", () => {
  const { address } = parseAddress("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
  expect(ownAddressHash(installationKeyOf(Buffer.alloc(32, 2)), address)).not.toEqual(ownAddressHash(KEY, address));
});
