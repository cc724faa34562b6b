import type { Address } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";

/** What a VASP says of one address, in its own opaque references: never a name, a mail address or a document's number. */
export type EnrichmentRow = { address: Address; family: AddressFamily } & (
  | {
      kind: "turnover";
      /** Whole units of the currency that it expects to receive in 30 days. */
      amount: number;
      /** ISO 4217 */
      currency: string;
    }
  /** It is the deposit address of this customer. */
  | { kind: "owner"; customer: string }
  /** It is a wallet that this customer has declared as its own. */
  | { kind: "wallet"; customer: string }
  /** Whether the account behind it traded what was deposited on that UTC day: days since 1970-01-01. */
  | { kind: "trade"; day: number; traded: boolean }
);

/** A row as a version of its source holds it. */
export type SuppliedRow = EnrichmentRow & { source: string; version: number };

/** What two rows of one source may not share. */
export function enrichmentKey(row: EnrichmentRow): string {
  const about = `${row.kind} ${row.family} ${row.address}`;
  return row.kind === "trade" ? `${about} ${row.day}` : about;
}

interface Supplied {
  source: string;
  version: number;
}

/** All that is known of an address from VASPs, each by source. */
export interface Enrichment {
  turnovers: ReadonlyArray<Supplied & { amount: number; currency: string }>;
  owners: ReadonlyArray<Supplied & { customer: string; wallets: ReadonlySet<Address> }>;
  trades: ReadonlyArray<Supplied & { day: number; traded: boolean }>;
}

export const NO_ENRICHMENT: Enrichment = Object.freeze({ turnovers: [], owners: [], trades: [] });

export type EnrichmentOf = (address: Address) => Enrichment;

export const NOTHING_SUPPLIED: EnrichmentOf = () => NO_ENRICHMENT;

/** Looks up one family's addresses: the same 20 bytes of another are another account. */
export type EnrichmentBook = (family: AddressFamily) => EnrichmentOf;

/** @param rows in any order */
export function buildEnrichmentBook(rows: Iterable<SuppliedRow>): EnrichmentBook {
  const families = Map.groupBy(rows, ({ family }) => family);
  const lookups = new Map([...families].map(([family, ofFamily]) => [family, lookupAmong(ofFamily)]));
  return (family) => lookups.get(family) ?? NOTHING_SUPPLIED;
}

function lookupAmong(rows: readonly SuppliedRow[]): EnrichmentOf {
  const ordered = rows.toSorted((a, b) => compare(a.source, b.source) || compare(enrichmentKey(a), enrichmentKey(b)));
  const wallets = new Map<string, Set<Address>>();
  const found = new Map<Address, { [Kind in keyof Enrichment]: Array<Enrichment[Kind][number]> }>();
  for (const row of ordered) {
    const { address, source, version } = row;
    if (row.kind === "wallet") {
      walletsOf(wallets, row).add(address);
      continue;
    }
    const known = found.get(address) ?? { turnovers: [], owners: [], trades: [] };
    found.set(address, known);
    if (row.kind === "turnover") known.turnovers.push({ source, version, amount: row.amount, currency: row.currency });
    else if (row.kind === "trade") known.trades.push({ source, version, day: row.day, traded: row.traded });
    // The set is filled while the rest is read.
    else known.owners.push({ source, version, customer: row.customer, wallets: walletsOf(wallets, row) });
  }
  return (address) => found.get(address) ?? NO_ENRICHMENT;
}

/** A reference means one customer to its own source alone. */
function walletsOf(wallets: Map<string, Set<Address>>, row: { source: string; customer: string }): Set<Address> {
  const key = `${row.source} ${row.customer}`;
  const known = wallets.get(key) ?? new Set();
  wallets.set(key, known);
  return known;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
