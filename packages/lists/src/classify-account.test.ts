import { UNNAMED_VENUE } from "@redflag/domain/venue-account";
import { describe, expect, test } from "vitest";
import { classifyAccounts, isAccountNumbers, isAddressField } from "./classify-account.ts";

const accountsIn = (account: string, venue = "binance") => classifyAccounts({ venue, account });
const ours = (account: string, ...repairs: string[]) => ({
  kind: "ours",
  subject: { venue: "binance", account },
  repairs,
});

test.each([
  ["12345678", []],
  ["\u00a012345678 ", ["spaces around it"]],
  ["1234\u200b5678", ["characters that cannot be seen"]],
  ["１２３４５６７８", ["letters in another form (NFKC)"]],
])("%j is one account", (text, repairs) => {
  expect(accountsIn(text)).toEqual([ours("12345678", ...repairs)]);
});

test("look-alike letters are repaired in number and venue, as in an address", () => {
  expect(accountsIn("АB12", "Вinance")).toEqual([ours("AB12", "look-alike letters")]);
});

test("two in one field are two, and a bad one among them is a row of its own", () => {
  const several = "2 accounts in one field";
  expect(accountsIn("12345678; 87654321")).toEqual([ours("12345678", several), ours("87654321", several)]);
  expect(accountsIn("12345678/jane")).toEqual([
    ours("12345678", several),
    { kind: "refused", reason: expect.stringMatching(/^account: is not/) },
  ]);
});

test.each(["", " ", "jane@example.org1", "x".repeat(5000)])("%j is refused without being told", (text) => {
  const [row] = accountsIn(text);
  expect(row).toEqual({ kind: "refused", reason: expect.stringMatching(/^account: /) });
  if (text.trim() !== "") expect(JSON.stringify(row)).not.toContain(text);
});

test("a venue that is none refuses the account", () => {
  expect(accountsIn("12345678", "בורסה")).toEqual([
    { kind: "refused", reason: expect.stringMatching(/^venue: is not/) },
  ]);
  expect(accountsIn("12345678", UNNAMED_VENUE)).toMatchObject([{ subject: { venue: "unnamed" } }]);
});

describe("a field that may hold either", () => {
  test.each([
    ["123456789", true, false],
    ["123456789, 987654321", true, false],
    ["123", false, false],
    ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", false, true],
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", false, true],
    ["AB-123456", false, false],
  ])("%s", (field, areNumbers, isAddress) => {
    expect([isAccountNumbers(field), isAddressField(field)]).toEqual([areNumbers, isAddress]);
  });
});
