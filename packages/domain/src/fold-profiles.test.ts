import { expect, it } from "vitest";
import { type Address, ZERO_ADDRESS } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { type ExamplePayment, exampleParty, exampleService, exampleTransfer } from "./example-encounter.ts";
import { observe } from "./finding.ts";
import { foldIntoProfiles } from "./fold-profiles.ts";
import type { Profile } from "./profile.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const PAYER = exampleParty(1);
const PAYEE = exampleParty(2);

function fold(
  change: Partial<ExamplePayment>,
  listed: ReturnType<typeof exampleService>[] = [],
): Map<Address, Profile> {
  const profiles = new Map<Address, Profile>();
  const payment = { from: PAYER, to: PAYEE, amount: "1.5", atS: 0, ...change };
  const { block, transfer } = exampleTransfer(payment, 0);
  foldIntoProfiles(profiles, observe(ethereum, block, transfer, buildMatcher(listed)));
  return profiles;
}

it("tells each side of the other, in millionths of the peg", () => {
  const profiles = fold({});
  expect(profiles.get(PAYER)?.recentOut).toMatchObject([{ counterparty: PAYEE, peg: "USD", micros: 1_500_000n }]);
  expect(profiles.get(PAYEE)?.recentIn).toMatchObject([{ counterparty: PAYER, isService: false }]);
  expect(profiles.get(PAYER)).toMatchObject({ outCount: 1, inCount: 0, recentIn: [] });
});

it("leaves out what moves nothing", () => {
  expect(fold({ amount: "0" }).size).toBe(0);
  expect(fold({ to: PAYER }).size).toBe(0);
});

it.each([
  ["of new money", { from: ZERO_ADDRESS }, PAYEE],
  ["of destroyed money", { to: ZERO_ADDRESS }, PAYER],
])("counts a transfer %s without remembering it as a payment", (_, change, address) => {
  const profile = fold(change).get(address);
  expect(profile).toMatchObject({ recentIn: [], recentOut: [] });
  expect(profile?.days).toHaveLength(1);
});

it("remembers that a counterparty was a known service, and nothing one by one of the service", () => {
  const profiles = fold({}, [exampleService(PAYEE)]);
  expect(profiles.get(PAYER)?.recentOut).toMatchObject([{ isService: true }]);
  expect(profiles.get(PAYEE)).toMatchObject({ inCount: 1, recentIn: [] });
});

it("knows a service only while it is listed", () => {
  const ended = exampleService(PAYEE, { validTo: 1 });
  expect(fold({}, [ended]).get(PAYEE)?.recentIn).toHaveLength(1);
});
