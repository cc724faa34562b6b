import fc from "fast-check";
import { expect, test } from "vitest";
import type { Address } from "./address.ts";
import { amendMatcher } from "./amend-matcher.ts";
import type { ListedEntry } from "./entry.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const ADDRESSES = [1, 2, 3, 4].map((digit): Address => `0x${String(digit).repeat(40)}`);
const named = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  list: fc.constantFrom("a", "b"),
  entryId: fc.constantFrom("1", "2", "3", "4", "5"),
});
/** An entry's id is its content, so the same one has the same address. */
const anyList = fc.uniqueArray(named, { selector: ({ list, entryId }) => `${list}/${entryId}`, maxLength: 10 });
const keyOf = ({ list, entryId, address }: Pick<ListedEntry, "list" | "entryId" | "address">) =>
  `${list}/${entryId}/${address}`;

function listed(entry: Pick<ListedEntry, "list" | "entryId" | "address">, listVersion: number): ListedEntry {
  const words = { category: "sanctions", severity: "HIGH", authority: "Example", sharing: "TLP:CLEAR" } as const;
  return { ...entry, ...words, listVersion, family: "eip155", confidence: 100 };
}

test("finds what a matcher of the later entries would, in the same order", () => {
  fc.assert(
    fc.property(anyList, anyList, (before, after) => {
      const kept = new Set(before.map(keyOf)).intersection(new Set(after.map(keyOf)));
      const base = buildMatcher(before.map((entry) => listed(entry, 1)));
      const amended = amendMatcher(base, {
        versions: { a: 2, b: 2 },
        added: after.filter((entry) => !kept.has(keyOf(entry))).map((entry) => listed(entry, 2)),
        removed: before.filter((entry) => !kept.has(keyOf(entry))),
      });
      const fresh = buildMatcher(after.map((entry) => listed(entry, 2)));
      expect(amended.size).toBe(fresh.size);
      for (const address of ADDRESSES) expect(amended.find(address)).toEqual(fresh.find(address));
      for (const address of ADDRESSES) {
        expect(base.find(address)).toHaveLength(before.filter((entry) => entry.address === address).length);
      }
    }),
  );
});
