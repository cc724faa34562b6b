import { expect, test } from "vitest";
import { RecentTexts } from "./recent-texts.ts";

test("so many of the last are kept, one that is asked for again among them, and the rest is forgotten", () => {
  const texts = new RecentTexts<number>(3);
  for (const n of [1, 2, 3, 4, 5]) texts.keep(n, `text ${n}`);
  expect([1, 3, 5].map((n) => texts.find(n))).toEqual(["text 1", "text 3", "text 5"]);
  for (const n of [6, 7]) texts.keep(n, `text ${n}`);
  expect([1, 2, 4].map((n) => texts.find(n))).toEqual([undefined, undefined, undefined]);
  expect([5, 6, 7].map((n) => texts.find(n))).toEqual(["text 5", "text 6", "text 7"]);
});
