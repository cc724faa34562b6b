import type { BorderNote } from "@redflag/domain/border-table";
import type { EnrichmentRow } from "@redflag/domain/enrichment";
import { importBorders } from "@redflag/store/border";
import { openDatabase } from "@redflag/store/database";
import { importEnrichment } from "@redflag/store/enrichment";
import type { RowsChange } from "@redflag/store/versioned-rows";
import { SUSPECTS } from "./world-traffic.ts";

/** What stands in the world from its beginning: the first version, and the only one. */
export const CONTEXT_LIST = { id: "gamma", version: 1 } as const;

export const BORDER_NOTES: readonly BorderNote[] = [
  { kind: "higher_risk", jurisdiction: "TR", source: "Authority of gamma", date: "2023-01-01" },
];

/** So little is declared for each suspect that whatever it gets is too much, and none of it comes from its own wallets. */
export const ENRICHMENT: readonly EnrichmentRow[] = SUSPECTS.flatMap((address): EnrichmentRow[] => [
  { kind: "turnover", address, family: "eip155", amount: 1, currency: "USD" },
  { kind: "owner", address, family: "eip155", customer: "c-1" },
]);

const CHANGE: RowsChange = {
  source: "simulator",
  by: { actor: { kind: "system", id: "simulator", name: "simulator" }, at: new Date("2023-01-01") },
};

export async function supplyContext(databaseUrl: string): Promise<void> {
  const db = await openDatabase({ url: databaseUrl, applicationName: "simulator context" });
  try {
    await importBorders(db, CONTEXT_LIST.id, BORDER_NOTES, CHANGE);
    await importEnrichment(db, CONTEXT_LIST.id, ENRICHMENT, CHANGE);
  } finally {
    await db.close();
  }
}
