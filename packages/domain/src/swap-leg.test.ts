import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty } from "./example-encounter.ts";
import { lumpInThenSplit } from "./heuristics/lump-in-then-split.ts";
import { regularPayers } from "./heuristics/regular-payers.ts";
import { sameSplit } from "./heuristics/same-split.ts";
import { factsOf } from "./profile.samples.ts";
import { isSwapLeg } from "./swap-leg.ts";

const [SUBJECT, POOL, PAYEE] = [exampleParty(0), exampleParty(1), exampleParty(2)];
const given = { from: SUBJECT, to: POOL, amount: "1000", atS: 0, transaction: 1 };
const got = { from: POOL, to: SUBJECT, amount: "900", atS: 0, token: "USDC", transaction: 1 };

/** Of the story's last payment, which the subject made. */
function isLeg(...story: ExamplePayment[]): boolean {
  const encounter = exampleEncounter(story);
  const present = encounter.profile.recentOut.at(-1);
  if (present === undefined) throw new Error("the subject paid");
  return isSwapLeg(encounter, "out", present);
}

describe("one leg of a swap", () => {
  it("takes nine tenths of its worth in another token, in the same transaction", () => {
    expect(isLeg(got, given)).toBe(true);
    expect(isLeg({ ...got, from: PAYEE }, given)).toBe(true);
    expect(isLeg({ ...got, amount: "500" }, { ...got, amount: "400", token: "PYUSD" }, given)).toBe(true);
    expect(isLeg({ ...got, amount: "899.999999" }, given)).toBe(false);
    expect(isLeg({ ...got, transaction: 2 }, given)).toBe(false);
  });

  it("is no payment that a coin is thrown into, and none of what is passed on", () => {
    expect(isLeg({ ...got, amount: "0.01" }, given)).toBe(false);
    expect(isLeg({ ...got, token: "USDT", amount: "1000" }, given)).toBe(false);
  });

  it("is not said where there is no rate", () => {
    expect(isLeg({ ...got, token: "TRYB", atS: 6 * 86_400 }, { ...given, atS: 6 * 86_400 })).toBe(false);
  });
});

it.each([lumpInThenSplit, sameSplit, regularPayers])("$id is silent of a swap for that reason alone", (rule) => {
  const swap = rule.examples.find(({ title }) => title.startsWith("a swap of"));
  if (swap === undefined) throw new Error("the rule has such an example");
  const { profile } = swap.encounter();
  const apart = (flows: typeof profile.recentIn) => flows.map((flow) => ({ ...flow, txFirstLog: flow.logIndex }));
  const encounter = {
    ...swap.encounter(),
    profile: { ...factsOf(profile), recentIn: apart(profile.recentIn), recentOut: apart(profile.recentOut) },
  };
  expect(rule.assess(encounter, rule.params.parse({})).outcome).toBe("fires");
});
