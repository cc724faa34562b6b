import { expect, test } from "vitest";
import { partiesOf, suggestedOf } from "./preflight-read.ts";

test("a suggestion says the rule that it is for, and what the profile notes", () => {
  const suggestions = [
    { rule: "structuring", indicators: [{ code: "IUVC6" }, { code: "TFFVC" }] },
    { rule: "watchlist-hit", indicators: [{ code: "ITLSL" }], note: "only of a foreign list" },
  ];
  expect(suggestedOf(suggestions)).toEqual([
    { code: "IUVC6", why: "structuring" },
    { code: "TFFVC", why: "structuring" },
    { code: "ITLSL", why: "watchlist-hit: only of a foreign list" },
  ]);
});

test("a party is there once, whichever side it stood on", () => {
  const [a, b, c] = [{ account: "a" }, { account: "b" }, { account: "c" }];
  expect(
    partiesOf([
      { sender: a, recipient: b },
      { sender: b, recipient: c },
    ]),
  ).toEqual(["a", "b", "c"]);
});
