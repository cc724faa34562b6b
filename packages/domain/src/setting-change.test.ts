import { expect, test } from "vitest";
import { GRAPH_WATCH } from "./graph/graph-params.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { type ChangedParams, checkParams, type Settable } from "./heuristic-setting.ts";
import { changeSetting, type HeldSetting, heldOf, isSameSetting, type SettingVerb } from "./setting-change.ts";

const rule = (id: string) => {
  const found = HEURISTICS.find((heuristic) => heuristic.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const passThrough = rule("rapid-pass-through");
const own = heldOf(undefined);
const held: HeldSetting = { isEnforced: true, params: { receivedUsdMin: 400 }, shadowParams: { receivedUsdMin: 300 } };
const off: HeldSetting = { ...held, isEnforced: false };

function change(
  verb: SettingVerb,
  from: HeldSetting,
  given: ChangedParams = {},
  of: Settable = passThrough,
): HeldSetting {
  return changeSetting(of, from, verb, given, (params) => {
    const checked = checkParams(of, params);
    if (!checked.isValid) throw new Error("the rule does not take them");
    return checked.params;
  });
}

test.each<[SettingVerb, HeldSetting, ChangedParams, HeldSetting]>([
  ["set", held, { shareOutPercent: 80 }, { ...held, params: { receivedUsdMin: 400, shareOutPercent: 80 } }],
  ["set", off, { receivedUsdMin: 500 }, { ...held, params: { receivedUsdMin: 500 } }],
  ["shadow", own, { receivedUsdMin: 500 }, { ...own, shadowParams: { receivedUsdMin: 500 } }],
  // Beside what is enforced, not beside what was tried before.
  ["shadow", held, { shareOutPercent: 80 }, { ...held, shadowParams: { receivedUsdMin: 400, shareOutPercent: 80 } }],
  ["shadow", held, { receivedUsdMin: 1_000 }, { ...held, shadowParams: {} }],
  ["stop_shadow", off, {}, { isEnforced: false, params: { receivedUsdMin: 400 } }],
  ["promote", off, {}, { isEnforced: true, params: { receivedUsdMin: 300 } }],
  ["off", held, {}, off],
  ["on", off, {}, held],
  ["reset", off, {}, { isEnforced: true, params: {} }],
])("%s of %j with %j is %j", (verb, from, given, next) => {
  expect(change(verb, from, given)).toEqual(next);
});

test("what cannot be is refused, with the reason", () => {
  const refused = (verb: SettingVerb, from: HeldSetting, of: Settable = passThrough) => {
    try {
      return change(verb, from, {}, of);
    } catch (error) {
      return error;
    }
  };
  for (const error of [
    refused("set", own),
    refused("stop_shadow", own),
    refused("promote", own),
    refused("off", own, rule("watchlist-hit")),
    refused("shadow", own, rule("watchlist-hit")),
    refused("off", own, GRAPH_WATCH),
    refused("shadow", own, GRAPH_WATCH),
  ]) {
    expect(error).toMatchObject({ code: "heuristic_setting_refused" });
  }
  expect(() => change("shadow", own, { receivedUsdMin: 0 })).toThrow("does not take");
});

test("the search among new pairs is set and reset as a rule is", () => {
  const set = change("set", own, { pairsMax: 100_000 }, GRAPH_WATCH);
  expect(set).toEqual({ isEnforced: true, params: { pairsMax: 100_000 } });
  expect(change("reset", set, {}, GRAPH_WATCH)).toEqual(own);
  expect(() => change("set", own, { pairsMax: 999 }, GRAPH_WATCH)).toThrow("does not take");
});

test("a setting is the same whatever order its parameters are in", () => {
  const one = { isEnforced: true, params: { a: 1, b: 2 } };
  expect(isSameSetting(one, { isEnforced: true, params: { b: 2, a: 1 } })).toBe(true);
  expect(isSameSetting(one, { ...one, shadowParams: {} })).toBe(false);
  expect(isSameSetting(one, { ...one, isEnforced: false })).toBe(false);
});
