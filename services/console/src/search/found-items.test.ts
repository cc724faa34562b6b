import type { SearchAnswer } from "@redflag/contract/http/routes/search";
import { expect, test } from "vitest";
import { hrefOf, keyOf, nameOf, sectionsOf } from "./found-items.ts";

const ADDRESS = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const HASH = `0x${"ab".repeat(32)}` as const;

function on(chain: string) {
  return { chain, watched: true, known: true, alerts: 0, listed: [], frozen: false } as const;
}

const ANSWER: SearchAnswer = {
  addresses: {
    items: [
      {
        address: ADDRESS,
        family: "eip155",
        chains: [on("eip155:1"), on("eip155:56")].map((one) => ({ ...one, listed: [] })),
      },
    ],
    more: true,
  },
  transactions: {
    items: [
      { chain: "eip155:1", transaction: HASH, block: 7, time: "2026-01-01T00:00:00.000Z", transfers: 1, alerts: 0 },
    ],
    more: false,
  },
  cases: { items: [], more: false },
  rules: { items: [{ id: "fan-in", title: "Fan in", version: 1 }], more: false },
  notes: [],
};

test("an address has a row for each chain, and what was not found has none", () => {
  const sections = sectionsOf(ANSWER);
  expect(sections.map(({ kind, items, more }) => [kind, items.length, more])).toEqual([
    ["address", 2, true],
    ["transaction", 1, false],
    ["rule", 1, false],
  ]);
  const rows = sections.flatMap(({ items }) => items);
  expect(rows.map(hrefOf)).toEqual([
    `/addresses/eip155%3A1%3A${ADDRESS}`,
    `/addresses/eip155%3A56%3A${ADDRESS}`,
    `/transactions/eip155%3A1/${HASH}`,
    "/alerts?heuristic=fan-in",
  ]);
  expect(rows.map(nameOf)).toEqual([ADDRESS, ADDRESS, HASH, "Fan in"]);
  expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
});

test("an address that no watched chain has is found all the same; an account at a venue has no page", () => {
  const [section] = sectionsOf({
    addresses: { items: [{ address: ADDRESS, family: "eip155", chains: [] }], more: false },
    notes: [],
  });
  expect(section?.items.map(hrefOf)).toEqual([`/addresses/${ADDRESS}`]);
  const entry = {
    id: HASH,
    venue: "binance",
    account: "123",
    category: "other",
    severity: "LOW",
    authority: "NBCTF",
    confidence: 100,
    sharing: "TLP:RED",
  } as const;
  expect(hrefOf({ kind: "entry", entry: { list: "nbctf", entry, others: 0 } })).toBeUndefined();
});
