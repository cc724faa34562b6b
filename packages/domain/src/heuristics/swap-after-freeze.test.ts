import { describe, expect, it } from "vitest";
import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty } from "../example-encounter.ts";
import { swapAfterFreeze } from "./swap-after-freeze.ts";

const [SUBJECT, PARTNER, POOL, ROUTER] = [0, 1, 2, 3].map(exampleParty) as [Address, Address, Address, Address];
const DAY_S = 86_400;

const paid = (amount: string, atS = -10 * DAY_S): ExamplePayment => ({ from: PARTNER, to: SUBJECT, amount, atS });
const swap = (amount = "1000", atS = 0): ExamplePayment[] => [
  { from: POOL, to: SUBJECT, amount, atS, token: "DAI", transaction: 1 },
  { from: SUBJECT, to: POOL, amount, atS, transaction: 1 },
];

function assess(story: readonly ExamplePayment[], frozenAtS = -3 * DAY_S, account = PARTNER) {
  const encounter = exampleEncounter(story, { frozen: [{ account, atS: frozenAtS }] });
  return swapAfterFreeze.assess(encounter, swapAfterFreeze.params.parse({}));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["1,000 USD, with somebody who paid 100", [paid("100"), ...swap()], -3 * DAY_S, "fires"],
    ["a millionth less exchanged", [paid("100"), ...swap("999.999999")], -3 * DAY_S, "silent"],
    ["a millionth less paid", [paid("99.999999"), ...swap()], -3 * DAY_S, "silent"],
    ["frozen exactly 30 days ago", [paid("100"), ...swap()], -30 * DAY_S, "fires"],
    ["a second more", [paid("100"), ...swap()], -30 * DAY_S - 1, "silent"],
    ["paid exactly 30 days ago", [paid("100", -30 * DAY_S), ...swap()], -3 * DAY_S, "fires"],
    ["paid a second before that", [paid("100", -30 * DAY_S - 1), ...swap()], -3 * DAY_S, "silent"],
    ["frozen a second after the exchange", [paid("100"), ...swap()], 1, "silent"],
  ] as const)("%s", (_, story, frozenAtS, outcome) => {
    expect(assess(story, frozenAtS).outcome).toBe(outcome);
  });
});

it("takes two legs for an exchange only where they are of one transaction", () => {
  const [got, given] = swap() as [ExamplePayment, ExamplePayment];
  expect(assess([paid("100"), got, { ...given, transaction: 2 }]).outcome).toBe("silent");
  expect(assess([paid("100"), got, { ...given, to: ROUTER }]).outcome).toBe("fires");
});

it("is MEDIUM where the address itself was frozen, and says by which transaction", () => {
  const own = assess(swap(), -DAY_S, SUBJECT);
  expect(own).toMatchObject({ outcome: "fires", severity: "MEDIUM" });
  expect(own.text).toMatch(/the address itself was frozen by an issuer in block \d+ \(transaction 0x[0-9a-f]{64}\)/);
  expect(assess([paid("100"), ...swap()])).toMatchObject({ severity: "LOW" });
});
