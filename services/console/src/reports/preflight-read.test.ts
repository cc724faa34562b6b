import { expect, test } from "vitest";
import { partiesOf, suggestedOf } from "./preflight-read.ts";

test("a suggestion says the rules that it is for, and what the profile notes", () => {
  const suggestions = [
    { code: "IUVC6", rules: ["structuring", "sub-threshold"], notes: [] },
    { code: "ITLSL", rules: ["watchlist-hit"], notes: ["only of a foreign list"] },
  ];
  expect(suggestedOf(suggestions)).toEqual([
    { code: "IUVC6", why: "structuring, sub-threshold" },
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
