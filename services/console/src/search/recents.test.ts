import { expect, test } from "vitest";
import { keepRecent, listRecents } from "./recents.ts";

test("what was opened last stands first, once, and no more than six are kept", () => {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 2]) keepRecent({ href: `/cases/${n}`, text: `C-${n}` });
  expect(listRecents().map(({ text }) => text)).toEqual(["C-2", "C-7", "C-6", "C-5", "C-4", "C-3"]);
});
