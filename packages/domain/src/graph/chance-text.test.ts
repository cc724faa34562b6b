import { expect, test } from "vitest";
import { chanceText } from "./chance-text.ts";

test.each([
  [0, "about one such shape in 1 transfers is expected by chance here"],
  [3.8, "about one such shape in 6,000 transfers is expected by chance here"],
  [5.3, "about one such shape in 200,000 transfers is expected by chance here"],
  [5.99, "about one such shape in 1,000,000 transfers is expected by chance here"],
  [30, "fewer than one such shape in 1,000,000,000 transfers is expected by chance here"],
])("a rating of %d says %s", (rating, text) => {
  expect(chanceText(rating)).toBe(text);
});
