import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import { factsOf } from "../profile.samples.ts";
import { hub } from "./hub.ts";

const HUB = exampleParty(0);
const SERVICE = exampleParty(1);
const DAY_S = 86_400;

/** So many pay it, so many are paid by it, all on one day; then the payment that is judged. */
function story(payers: number, payees: number, { days = -1, gets = "1000", pays = "1000" } = {}): ExamplePayment[] {
  const paid = Array.from({ length: payers }, (_, n) => {
    return { from: exampleParty(100 + n), to: HUB, amount: gets, atS: days * DAY_S + n };
  });
  const given = Array.from({ length: payees }, (_, n) => {
    return { from: HUB, to: exampleParty(900 + n), amount: pays, atS: days * DAY_S + payers + n };
  });
  return [...paid, ...given, { from: HUB, to: exampleParty(900), amount: "1", atS: 0 }];
}

/** Few enough to be counted one by one. */
const FEW = { payersMin: 20, payeesMin: 20, receivedUsdMin: 20_000, receivedUsdMax: 30_000 };

function assess(payments: readonly ExamplePayment[], params: object = FEW, jurisdictions: string[] = ["TR", "AE"]) {
  const entries = [exampleService(SERVICE, { entity: "A", jurisdictions })];
  return hub.assess(exampleEncounter(payments, { entries }), hub.params.parse(params));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["20 payers and payees", story(20, 20), "fires"],
    ["19 payers", story(19, 20, { gets: "1100" }), "silent"],
    ["19 payees", story(20, 19, { pays: "1052" }), "silent"],
    ["20,000 USD", story(20, 20, { gets: "1000" }), "fires"],
    ["a millionth less for each", story(20, 20, { gets: "999.999999" }), "silent"],
    ["30,000 USD", story(20, 20, { gets: "1500", pays: "1500" }), "fires"],
    ["a millionth more for each", story(20, 20, { gets: "1500.000001", pays: "1500" }), "silent"],
    ["a tenth kept", story(20, 20, { gets: "1200", pays: "1080" }), "fires"],
    ["more than a tenth kept", story(20, 20, { gets: "1200", pays: "1079" }), "silent"],
    ["a tenth more paid than received", story(20, 20, { gets: "1000", pays: "1099" }), "fires"],
    ["all of it 40 days ago", story(20, 20, { days: -40 }), "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });

  it.each([
    [["TR", "AE"], "fires"],
    [["TR"], "silent"],
  ])("with a service of %j", (jurisdictions, outcome) => {
    const payments = story(20, 20);
    payments.splice(-1, 0, { from: SERVICE, to: HUB, amount: "100", atS: -10 });
    expect(assess(payments, FEW, jurisdictions).outcome).toBe(outcome);
  });
});

it("says that it counted by marks where it did, and what it did not ask for", () => {
  const many = assess(story(150, 150), { receivedUsdMin: 20_000 });
  expect(many).toMatchObject({ outcome: "fires", severity: "LOW" });
  expect(JSON.stringify(many)).toContain("payers or payees are estimated");
  expect(JSON.stringify(assess(story(20, 20)))).not.toContain("estimated");
  expect(JSON.stringify(assess(story(20, 20)))).toContain("jurisdictions were not asked for");
});

it("is withheld where who was met before the layout is not known", () => {
  const encounter = exampleEncounter(story(150, 150));
  const params = hub.params.parse({ receivedUsdMin: 20_000 });
  const updated = { ...factsOf(encounter.profile), firstSeen: 0, detailFrom: encounter.block.time - 3 * DAY_S };
  expect(hub.assess({ ...encounter, profile: updated }, params)).toMatchObject({
    outcome: "withheld",
    cause: "history_short",
  });
});
