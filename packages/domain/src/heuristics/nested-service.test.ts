import { describe, expect, it } from "vitest";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import { nestedService } from "./nested-service.ts";

const ACCOUNT = exampleParty(0);
const EXCHANGE = exampleParty(1);
const DAY_S = 86_400;

/** So many pay 200 USDT each; this much is forwarded on each of these days. */
function story(payers: number, forwards: readonly string[], days = -3): ExamplePayment[] {
  const paid = Array.from({ length: payers }, (_, n) => {
    return { from: exampleParty(100 + n), to: ACCOUNT, amount: "200", atS: (days - 1) * DAY_S + n };
  });
  const last = forwards.length - 1;
  return [...paid, ...forwards.map((amount, n) => ({ from: ACCOUNT, to: EXCHANGE, amount, atS: (n - last) * DAY_S }))];
}

function assess(payments: readonly ExamplePayment[], sharing: "TLP:CLEAR" | "TLP:AMBER" = "TLP:CLEAR") {
  const entries = [exampleService(EXCHANGE, { entity: "Business", jurisdictions: ["SG"], sharing })];
  return nestedService.assess(exampleEncounter(payments, { entries }), nestedService.params.parse({}));
}

describe("just at a threshold and just beyond", () => {
  it.each([
    ["50 payers, 10,000 USD, 95 %", story(50, ["3000", "3000", "3500"]), "fires"],
    ["a millionth less forwarded", story(50, ["3000", "3000", "3499.999999"]), "silent"],
    ["49 payers", story(49, ["3000", "3000", "3800"]), "silent"],
    ["two forwards", story(50, ["5000", "5000"]), "silent"],
    ["payers of 40 days ago", story(50, ["3000", "3000", "3500"], -40), "silent"],
  ] as const)("%s", (_, payments, outcome) => {
    expect(assess(payments).outcome).toBe(outcome);
  });
});

it("says where the service is registered, where everybody may know, and never its name", () => {
  const payments = story(60, ["4000", "4000", "4000"]);
  expect(assess(payments).text).toContain("(registered in SG)");
  expect(assess(payments, "TLP:AMBER").text).not.toContain("SG");
  expect(JSON.stringify(assess(payments))).not.toContain("Business");
});
