import { expect, test } from "vitest";
import { firstTexts, triedChanges, triedParameters } from "./tried-parameters.ts";

const RULE = {
  parameters: [
    { name: "sharePercent", description: "percent", type: "integer", least: 1, most: 100, default: 90 },
    { name: "pegs", description: "currencies", type: "string", default: "EUR" },
  ],
  changed: { sharePercent: 80 },
};
const SHADOW = {
  parameters: { sharePercent: 70, pegs: "EUR" },
  changed: {},
  since: "",
  by: { id: "", name: "" },
  reason: "",
};

test("the form begins with what a link brought, else with what is tried, else with what is enforced", () => {
  expect(firstTexts(RULE, undefined)).toEqual({ sharePercent: "80", pegs: "EUR" });
  expect(firstTexts({ ...RULE, shadow: SHADOW }, undefined)).toEqual({ sharePercent: "70", pegs: "EUR" });
  expect(firstTexts({ ...RULE, shadow: SHADOW }, { sharePercent: 60, gone: 1 })).toEqual({
    sharePercent: "60",
    pegs: "EUR",
  });
});

test("the API is told what differs from what is enforced, the rule's own value among it", () => {
  const parameters = triedParameters(RULE);
  expect(triedChanges(parameters, { sharePercent: "90" })).toEqual({ sharePercent: 90 });
  expect(triedChanges(parameters, { sharePercent: "80", pegs: "GBP" })).toEqual({ pegs: "GBP" });
  expect(triedChanges(parameters, { sharePercent: "900", pegs: "GBP" })).toBeUndefined();
});
