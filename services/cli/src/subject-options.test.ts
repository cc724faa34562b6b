import { expect, test } from "vitest";
import { readSubject } from "./subject-options.ts";

const ADDRESS = "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW";
const ACCOUNT = { venue: "Example", account: "12345678" };

test("an address or an account is asked for", () => {
  expect(readSubject(ADDRESS, {})).toMatchObject({ family: "tron" });
  expect(readSubject(undefined, ACCOUNT)).toEqual({ venue: "example", account: "12345678" });
});

test.each([
  [undefined, {}, "there is none; --venue and --account ask for an account instead"],
  [undefined, { venue: "example" }, "--venue and --account go together"],
  [undefined, { account: "12345678" }, "--venue and --account go together"],
  [ADDRESS, ACCOUNT, "stand instead of an address, not beside one"],
  [ADDRESS, { venue: "example" }, "stand instead of an address, not beside one"],
  [undefined, { venue: "example", account: "Jane Doe" }, "account: is not letters, digits"],
])("address %s beside %j is refused", (address, options, text) => {
  expect(() => readSubject(address, options)).toThrow(text);
});
