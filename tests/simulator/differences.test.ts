import { expect, test } from "vitest";
import { differences, thoseBeyond } from "./differences.ts";

test("what may be there is taken only beyond what must be there", () => {
  const hit = { rule: "lookback-hit", block: 7 };
  expect(thoseBeyond([hit], [hit], [hit])).toEqual([]);
  expect(thoseBeyond([hit, hit], [hit], [hit])).toEqual([hit]);
  expect(thoseBeyond([hit], [], [hit, hit])).toEqual([hit]);
  expect(thoseBeyond([{ block: 7, rule: "lookback-hit" }], [], [hit])).toEqual([hit]);
});

test("a row that stands twice where it must stand once is a difference", () => {
  const row = { block: 1 };
  expect(differences("alerts", [row, row], [row])).toEqual(["alerts: the same rows in another order or number"]);
  expect(differences("alerts", [row], [row])).toEqual([]);
});
