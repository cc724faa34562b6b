import { expect, test } from "vitest";
import { armHeuristics, armShadow, currentInputs, sameInputs } from "./epoch.ts";
import { graphParams } from "./graph/graph-params.ts";
import type { Heuristic } from "./heuristic.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { type ChangedParams, checkParams, type HeuristicSetting, modeOf } from "./heuristic-setting.ts";

const find = (id: string): Heuristic => {
  const found = HEURISTICS.find((heuristic) => heuristic.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const passThrough = find("rapid-pass-through");
const setting = (rest: Partial<HeuristicSetting> = {}): HeuristicSetting => ({
  heuristic: passThrough.id,
  seq: 3,
  isEnforced: true,
  params: {},
  ...rest,
});
const inputsWith = (...settings: HeuristicSetting[]) =>
  currentInputs({}, {}, { settings: new Map(settings.map((one) => [one.heuristic, one])) });
const paramsOf = (inputs: ReturnType<typeof inputsWith>) =>
  inputs.heuristics.find(({ id }) => id === passThrough.id)?.params;

test("parameters are held to their ranges all at once, and names that are none are told", () => {
  const checked = checkParams(passThrough, { shortWindowHours: 900, shareOutPercent: "most", treshold: 1 });
  expect(checked).toEqual({
    isValid: false,
    faults: [
      {
        name: "shortWindowHours",
        text: "shortWindowHours 900: a whole number from 1 to 168 is allowed, its own is 1",
      },
      {
        name: "shareOutPercent",
        text: 'shareOutPercent "most": a whole number from 1 to 100 is allowed, its own is 90',
      },
    ],
    unknown: ["treshold"],
  });
});

test("what is a rule's own anyway is not kept", () => {
  const checked = checkParams(passThrough, { shareOutPercent: 90, receivedUsdMin: 500 });
  expect(checked).toMatchObject({ isValid: true, params: { receivedUsdMin: 500 }, all: { shareOutPercent: 90 } });
});

test("a setting is in the next epoch's inputs; with none they are as before there were settings", () => {
  expect(sameInputs(inputsWith(), currentInputs({}, {}))).toBe(true);
  expect(inputsWith()).not.toHaveProperty("shadow");
  const changed = inputsWith(setting({ params: { receivedUsdMin: 500 } }));
  expect(paramsOf(changed)).toMatchObject({ receivedUsdMin: 500, shareOutPercent: 90 });
  const off = inputsWith(setting({ isEnforced: false }));
  expect(paramsOf(off)).toBeUndefined();
  expect(armHeuristics(off).armed).toHaveLength(HEURISTICS.length - 1);
});

test("what is tried stands beside what is enforced, by the setting's number", () => {
  const inputs = inputsWith(setting({ shadowParams: { receivedUsdMin: 500 } }));
  expect(paramsOf(inputs)).toMatchObject({ receivedUsdMin: 1_000 });
  expect(inputs.shadow).toMatchObject([{ id: passThrough.id, setting: 3, params: { receivedUsdMin: 500 } }]);
  expect(armShadow(inputs)).toHaveLength(1);
  expect(armHeuristics(inputs).armed).toHaveLength(HEURISTICS.length);
});

test("what a later version of a rule does not take leaves it with its own; what is tried is left out", () => {
  const inputs = inputsWith(setting({ params: { gone: 1 }, shadowParams: { gone: 2 } }));
  expect(paramsOf(inputs)).toEqual(passThrough.params.parse({}));
  expect(inputs).not.toHaveProperty("shadow");
});

test("a rule about listed addresses is in force whatever a row says", () => {
  const inputs = inputsWith({ heuristic: "watchlist-hit", seq: 1, isEnforced: false, params: {}, shadowParams: {} });
  expect(inputs.heuristics.map(({ id }) => id)).toContain("watchlist-hit");
  expect(inputs).not.toHaveProperty("shadow");
});

test("an epoch has the search as people have set it, and never goes without", () => {
  const graphOf = (...settings: HeuristicSetting[]) => inputsWith(...settings).graph?.params;
  const of = (params: ChangedParams, isEnforced = true) => ({ heuristic: "graph-watch", seq: 1, isEnforced, params });
  const own = graphParams.parse({});
  expect(graphOf()).toEqual(own);
  expect(graphOf(of({ pairsMax: 100_000 }))).toEqual({ ...own, pairsMax: 100_000 });
  expect(graphOf(of({ pairsMax: 100_000 }, false))).toEqual({ ...own, pairsMax: 100_000 });
  expect(graphOf(of({ gone: 1 }))).toEqual(own);
});

test.each([
  [undefined, "enforced"],
  [setting(), "enforced"],
  [setting({ shadowParams: {} }), "enforced and shadow"],
  [setting({ isEnforced: false, shadowParams: {} }), "shadow"],
  [setting({ isEnforced: false }), "off"],
])("modeOf %#", (given, mode) => expect(modeOf(given)).toBe(mode));
