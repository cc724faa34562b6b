import { SEVERITIES } from "@redflag/domain/entry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SAMPLE_EVENTS } from "./sample-events.ts";
import { EVENT_TYPES, type FilteredPayload, matchesFilter, SubscriptionFilter } from "./subscription-filter.ts";

const SET = "0190c0de-0000-7000-8000-000000000001";
const TOKEN = "eip155:1:0xdAC17F958D2ee523a2206206994597C13D831ec7";
const OTHER_TOKEN = "eip155:1:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";

const some = <const T>(...values: T[]) => fc.constantFrom(...values);
const few = <T>(values: fc.Arbitrary<T>) => fc.uniqueArray(values, { minLength: 1, maxLength: 3 });

const category = some("terrorist_financing", "sanctions", "issuer_freeze");
const country = some("IL", "US", "GB");
const severity = some(...SEVERITIES);
const list = some("ofac-sdn", "nbctf");
const listing = fc.record({ category, jurisdictions: fc.option(few(country), { nil: undefined }) });

const alertPayload: fc.Arbitrary<FilteredPayload> = fc.record({
  type: some("alert.created", "alert.updated", "alert.final", "alert.withdrawn"),
  chain: some("eip155:1", "tron:728126428"),
  heuristic: some("watchlist-hit", "alias-hit"),
  severity,
  transfers: fc.array(fc.record({ token: some(TOKEN, OTHER_TOKEN) }), { minLength: 1, maxLength: 3 }),
  moreTransfers: some(0, 0, 4),
  listings: fc.option(fc.array(listing, { minLength: 1, maxLength: 3 }), { nil: undefined }),
});
const listPayload: fc.Arbitrary<FilteredPayload> = fc.record({
  type: some("watchlist.entry_added", "watchlist.entry_removed"),
  list,
  entries: fc.array(fc.record({ category, severity, jurisdictions: fc.option(few(country), { nil: undefined }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  moreEntries: some(0, 0, 7),
});
const notice: fc.Arbitrary<FilteredPayload> = fc.record({ type: some("subscription.disabled", "endpoint.test") });
const payload = fc.oneof(alertPayload, listPayload, notice);

const filter: fc.Arbitrary<SubscriptionFilter> = fc.record(
  {
    types: few(some(...EVENT_TYPES)),
    severityMin: severity,
    categories: few(category),
    chains: few(some("eip155:1", "tron:728126428")),
    tokens: few(some(TOKEN, OTHER_TOKEN)),
    heuristics: few(some("watchlist-hit", "alias-hit")),
    jurisdictions: few(country),
    lists: few(list),
    addressSet: fc.constant(SET),
    finalOnly: fc.boolean(),
  },
  { requiredKeys: [] },
);
const isOwn = some(true, false, undefined);

test("every filter that is made up here is one of the contract's", () => {
  fc.assert(
    fc.property(filter, (one) => {
      expect(SubscriptionFilter.parse(one)).toEqual(one);
    }),
  );
});

test("each field but lists narrows, and narrows by itself: all of them are met where each is", () => {
  fc.assert(
    fc.property(filter, payload, isOwn, fc.boolean(), ({ lists, ...fields }, event, own, wasFinal) => {
      const followed = lists && { lists };
      const each = Object.entries(fields).map(([field, value]) =>
        matchesFilter({ ...followed, [field]: value }, event, own, wasFinal),
      );
      const all = matchesFilter({ ...followed, ...fields }, event, own, wasFinal);
      if (all) expect(each).not.toContain(false);
      // Of several listings or entries one must meet all that is asked of it: each field alone may be met by another one.
      const count = Math.max(event.listings?.length ?? 0, event.entries?.length ?? 0);
      if (count <= 1 && matchesFilter({ ...followed }, event, own, wasFinal)) expect(all).toBe(!each.includes(false));
    }),
    { numRuns: 500 },
  );
});

test("what is asked of a list's entry is met by one entry", () => {
  const event = {
    type: "watchlist.entry_added",
    list: "nbctf",
    entries: [
      { category: "sanctions", severity: "SEVERE", jurisdictions: ["IL"] },
      { category: "other", severity: "LOW", jurisdictions: ["US"] },
    ],
    moreEntries: 0,
  } as const;
  const lists = ["nbctf"];
  expect(matchesFilter({ lists, severityMin: "SEVERE", jurisdictions: ["IL"] }, event, undefined)).toBe(true);
  expect(matchesFilter({ lists, severityMin: "SEVERE", jurisdictions: ["US"] }, event, undefined)).toBe(false);
  expect(
    matchesFilter({ lists, severityMin: "SEVERE", jurisdictions: ["US"] }, { ...event, moreEntries: 1 }, undefined),
  ).toBe(true);
});

test("nothing of a list is told unless the list is named", () => {
  fc.assert(
    fc.property(filter, listPayload, isOwn, ({ lists, ...fields }, event, own) => {
      expect(matchesFilter(fields, event, own)).toBe(false);
      if (!lists?.includes(event.list ?? "")) {
        expect(matchesFilter({ ...fields, ...(lists && { lists }) }, event, own)).toBe(false);
      }
    }),
  );
});

test("without a filter every alert is told, and every notice but a test", () => {
  for (const { payload: sample } of SAMPLE_EVENTS) {
    expect(matchesFilter({}, sample, undefined)).toBe(/^alert|disabled$/.test(sample.type));
  }
  expect(matchesFilter({}, { type: "subscription.disabled" }, undefined)).toBe(true);
  expect(matchesFilter({}, { type: "endpoint.test" }, undefined)).toBe(false);
});

test("an alert that was told is withdrawn whatever lists say of it by then", () => {
  fc.assert(
    fc.property(filter, alertPayload, alertPayload, isOwn, (fields, told, later, own) => {
      fc.pre(told.type !== "alert.withdrawn" && matchesFilter(fields, told, own));
      fc.pre(fields.types === undefined || fields.types.includes("alert.withdrawn"));
      const { chain, heuristic, transfers, moreTransfers } = told;
      const withdrawn = { ...later, type: "alert.withdrawn", chain, heuristic, transfers, moreTransfers };
      expect(matchesFilter(fields, withdrawn, own, told.type === "alert.final")).toBe(true);
    }),
  );
});

test("final only tells of nothing that a reorg could still take", () => {
  const told = (type: string, wasFinal?: boolean) => matchesFilter({ finalOnly: true }, { type }, undefined, wasFinal);
  expect(["alert.created", "alert.updated"].map((type) => told(type))).toEqual([false, false]);
  expect(told("alert.final")).toBe(true);
  expect([true, false, undefined].map((wasFinal) => told("alert.withdrawn", wasFinal))).toEqual([true, false, true]);
});

test.each<[string, unknown]>([
  ["a field that is none", { severity: "HIGH" }],
  ["an empty choice, which nothing would meet", { types: [] }],
  ["a severity that is none", { severityMin: "CRITICAL" }],
  ["a country in small letters", { jurisdictions: ["il"] }],
  ["a set without an id", { addressSet: "mine" }],
  ["more names than are taken", { chains: Array.from({ length: 101 }, (_, index) => `eip155:${index + 1}`) }],
])("%s is refused", (_, value) => {
  expect(SubscriptionFilter.safeParse(value).success).toBe(false);
});
