import { EVENT_TYPES, SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { RULES_FOR_EXCHANGES } from "@redflag/domain/finding-for-exchanges";
import { expect, test } from "vitest";
import { draftOf, FILTER_RULES, FILTER_TYPES, filterOf } from "./filter-draft.ts";

test("what can be chosen is what the API knows, but a test, which no filter is for", () => {
  expect([...FILTER_TYPES, "endpoint.test"].sort()).toEqual([...EVENT_TYPES].sort());
  expect(FILTER_RULES).toEqual(RULES_FOR_EXCHANGES);
});

test("a filter is the same after it was filled in, and nothing chosen is no filter", () => {
  const filter: SubscriptionFilter = {
    types: ["alert.final"],
    severityMin: "HIGH",
    categories: ["sanctions", "mixer"],
    chains: ["eip155:1"],
    tokens: ["eip155:1:0xdAC17F958D2ee523a2206206994597C13D831ec7"],
    heuristics: ["alias-hit"],
    jurisdictions: ["TR", "IL"],
    lists: ["ofac-sdn", "orders"],
    addressSet: "5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a",
    finalOnly: true,
  };
  expect(SubscriptionFilter.parse(filter)).toEqual(filter);
  expect(Object.keys(filter).sort()).toEqual(Object.keys(SubscriptionFilter.shape).sort());
  expect(filterOf(draftOf(filter))).toEqual(filter);
  expect(filterOf(draftOf({}))).toEqual({});
});

test("words are taken however they were typed, each once", () => {
  const draft = { ...draftOf({}), jurisdictions: " tr, il;TR", lists: "orders\n\nofac-sdn orders" };
  expect(filterOf(draft)).toEqual({ jurisdictions: ["TR", "IL"], lists: ["orders", "ofac-sdn"] });
});
