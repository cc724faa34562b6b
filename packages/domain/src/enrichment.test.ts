import { expect, it } from "vitest";
import { buildEnrichmentBook, enrichmentKey, NO_ENRICHMENT, type SuppliedRow } from "./enrichment.ts";
import { exampleParty } from "./example-encounter.ts";

const [DEPOSIT, WALLET] = [exampleParty(1), exampleParty(2)];
const place = { family: "eip155", source: "vasp-a", version: 2 } as const;
const rows: SuppliedRow[] = [
  { kind: "wallet", address: WALLET, customer: "c-1", ...place },
  { kind: "owner", address: DEPOSIT, customer: "c-1", ...place },
  { kind: "turnover", address: DEPOSIT, amount: 100, currency: "TRY", ...place },
  { kind: "trade", address: DEPOSIT, day: 20_000, traded: false, ...place },
];

it("gathers what is known of an address, whatever order it comes in", () => {
  for (const order of [rows, rows.toReversed()]) {
    expect(buildEnrichmentBook(order)("eip155")(DEPOSIT)).toEqual({
      turnovers: [{ source: "vasp-a", version: 2, amount: 100, currency: "TRY" }],
      owners: [{ source: "vasp-a", version: 2, customer: "c-1", wallets: new Set([WALLET]) }],
      trades: [{ source: "vasp-a", version: 2, day: 20_000, traded: false }],
    });
  }
});

it("takes the same reference of two sources for two customers, and the same bytes of two families for two accounts", () => {
  const others = rows.map((row) => (row.kind === "wallet" ? { ...row, source: "vasp-b" } : row));
  const book = buildEnrichmentBook(others);
  expect(book("eip155")(DEPOSIT).owners[0]?.wallets).toEqual(new Set());
  expect(book("tron")(DEPOSIT)).toBe(NO_ENRICHMENT);
  expect(book("eip155")(WALLET)).toBe(NO_ENRICHMENT);
});

it("has one row of a kind for an address, and one trade a day", () => {
  const [trade] = rows.slice(-1);
  if (trade?.kind !== "trade") throw new Error("the last is a trade");
  expect(enrichmentKey({ ...trade, traded: true })).toBe(enrichmentKey(trade));
  expect(enrichmentKey({ ...trade, day: 1 })).not.toBe(enrichmentKey(trade));
});
