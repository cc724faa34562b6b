import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { expect, test } from "vitest";
import { tableRows } from "./table-rows.ts";

const row = (id: string, size?: number) =>
  ({ id, ...(size && { group: { id, size, rank: 1, ownRank: 1 } }) }) as AlertRow;

test("a scheme is one row until it is unfolded", () => {
  const alerts = [row("a", 3), row("b", 1), row("c")];
  const shown = (schemes: Parameters<typeof tableRows>[1], isFolding = true) =>
    tableRows(alerts, schemes, isFolding).map(({ alert, level, folded, scheme }) => [alert.id, level, folded, scheme]);
  expect(shown(new Map())).toEqual([
    ["a", 1, 2, undefined],
    ["b", 1, 0, undefined],
    ["c", 1, 0, undefined],
  ]);
  const members = [row("a2", 3), row("a3", 3)];
  expect(shown(new Map([["a", { members, state: "there" }]]))).toEqual([
    ["a", 1, 2, undefined],
    ["a2", 2, 0, undefined],
    ["a3", 2, 0, undefined],
    ["b", 1, 0, undefined],
    ["c", 1, 0, undefined],
  ]);
  expect(shown(new Map([["a", { members: [], state: "loading" }]]))[0]).toEqual(["a", 1, 2, "loading"]);
  expect(shown(new Map([["a", { members, state: "there" }]]), false)).toHaveLength(3);
});
