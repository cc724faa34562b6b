import { expect, test } from "vitest";
import { formatSubject, isAccount, subjectKey } from "./entry-subject.ts";
import { formatVenueAccount, parseVenueAccount } from "./venue-account.ts";

test.each([
  ["binance", "12345678"],
  [" Binance ", " 12345678 "],
  ["BINANCE.", "12345678"],
])("venue %j and account %j are one account", (venue, account) => {
  expect(parseVenueAccount(venue, account)).toEqual({ venue: "binance", account: "12345678" });
});

test("dots, spaces and brackets of a venue's name become hyphens", () => {
  expect(parseVenueAccount("HTX (Huobi)", "1").venue).toBe("htx-huobi");
  expect(parseVenueAccount("Gate.io", "1").venue).toBe("gate-io");
});

test.each([
  ["", "1"],
  ["--", "1"],
  ["בורסה", "1"],
  ["ex@mple", "1"],
  ["e".repeat(65), "1"],
])("venue %j is none", (venue, account) => {
  expect(() => parseVenueAccount(venue, account)).toThrow("venue: is not a name");
});

test.each(["", "Jane Doe", "jane", "jane.doe1@example.org", "+972501234567", "1 2", "1".repeat(65), "-1", "12\u200b3"])(
  "account %j is none, and is not repeated: it may be a person's",
  (account) => {
    expect(() => parseVenueAccount("binance", account)).toThrow(
      expect.objectContaining({ code: "account_malformed", detail: expect.stringMatching(/^account: is not letters/) }),
    );
  },
);

test.each(["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW"])(
  "%s is an address, which is listed as one",
  (account) => expect(() => parseVenueAccount("binance", account)).toThrow("account: is an address"),
);

test("a subject is an address or an account, each with its own text and key", () => {
  const address = { address: "0xac4cc4b68ea24bbfaac8fd127b67ed445accce22", family: "eip155" } as const;
  const account = parseVenueAccount("binance", "12345678");
  expect([address, account].map(isAccount)).toEqual([false, true]);
  expect([address, account].map(subjectKey)).toEqual([
    "eip155:0xac4cc4b68ea24bbfaac8fd127b67ed445accce22",
    "venue:binance:12345678",
  ]);
  expect(formatSubject(account)).toBe("account 12345678 at binance");
  expect(formatVenueAccount({ venue: "unnamed", account: "1" })).toBe("account 1 at a venue that is not named");
});
