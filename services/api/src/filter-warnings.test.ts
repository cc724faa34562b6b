import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { expect, test } from "vitest";
import { type FilterWorld, filterWarnings } from "./filter-warnings.ts";

const WORLD: FilterWorld = {
  screenedChainIds: new Set([1]),
  sharedLists: new Set(["ofac-sdn"]),
  addressCount: undefined,
};
const USDT = "eip155:1:0xdAC17F958D2ee523a2206206994597C13D831ec7";

test.each<SubscriptionFilter>([
  {},
  { chains: ["eip155:1"], tokens: [USDT], severityMin: "SEVERE", heuristics: ["watchlist-hit"], finalOnly: true },
  { lists: ["ofac-sdn"], types: ["watchlist.entry_added", "alert.final"], jurisdictions: ["US"] },
  { severityMin: "HIGH", heuristics: ["alias-hit", "issuer-freeze"] },
  { types: ["alert.created", "alert.final"], finalOnly: true },
])("nothing is said of %j", (filter) => {
  expect(filterWarnings(filter, WORLD)).toEqual([]);
});

test.each<[SubscriptionFilter, string, string]>([
  [{ chains: ["eip155:1", "eip155:999"] }, "/filter/chains/1", "eip155:999 is no chain that Redflag knows"],
  [{ chains: ["eip155:56"] }, "/filter/chains/0", "is not screened here so far"],
  [
    { tokens: ["eip155:1:0x00000000000000000000000000000000000000A1"] },
    "/filter/tokens/0",
    "no token that Redflag watches",
  ],
  [
    { tokens: ["eip155:999:0x00000000000000000000000000000000000000A1"] },
    "/filter/tokens/0",
    "no token that Redflag watches",
  ],
  [{ tokens: [USDT], chains: ["tron:728126428"] }, "/filter/tokens/0", "is not among `chains`"],
  [{ heuristics: ["made-up"] }, "/filter/heuristics/0", "made-up is no rule of Redflag's"],
  [{ heuristics: ["structuring"] }, "/filter/heuristics/0", "exchanges are not told what structuring finds"],
  [{ heuristics: ["alias-hit", "issuer-freeze"], severityMin: "SEVERE" }, "/filter/severityMin", "never gives SEVERE"],
  [{ lists: ["internal-cases"] }, "/filter/lists/0", "no list internal-cases is shared with exchanges"],
  [{ categories: ["exchange", "mixer"] }, "/filter/categories", "in `lists` only"],
  [{ types: ["watchlist.entry_added"] }, "/filter/types", "watchlist.entry_added need `lists`"],
  [{ types: ["alert.final"], lists: ["ofac-sdn"] }, "/filter/types", "leaves out all that is told of `lists`"],
  [{ types: ["alert.created"], finalOnly: true }, "/filter/types", "`finalOnly` leaves out alert.created"],
  [{ types: ["endpoint.test"] }, "/filter/types", "a test is sent whatever the filter says"],
])("of %j it is said what nothing meets", (filter, at, text) => {
  expect(filterWarnings(filter, WORLD)).toContainEqual({ at, text: expect.stringContaining(text) });
});

test("a set that is empty is met by nothing", () => {
  const filter = { addressSet: "0190c0de-0000-7000-8000-000000000001" };
  expect(filterWarnings(filter, { ...WORLD, addressCount: 0 })).toEqual([
    { at: "/filter/addressSet", text: "the set is empty" },
  ]);
  expect(filterWarnings(filter, { ...WORLD, addressCount: 1 })).toEqual([]);
});

/** What is written there of rules by hand. */
test("the rules that are known here by name are there", () => {
  const ids = HEURISTICS.map(({ id }) => id);
  for (const id of ["alias-hit", "issuer-freeze", "watchlist-hit", "structuring"]) expect(ids).toContain(id);
});
