import type { AlertDetail, RelatedAlert } from "@redflag/contract/http/routes/alerts";

export type Tie = keyof AlertDetail["related"];

export interface RelatedRow extends RelatedAlert {
  /** By what it is related: one may be so in more than one way. */
  ties: readonly Tie[];
}

const TIES: readonly Tie[] = ["group", "subject", "counterparties"];

/** Each related alert once, those on the same payments first. */
export function relatedRows(related: AlertDetail["related"]): RelatedRow[] {
  const rows = new Map<string, RelatedRow>();
  for (const tie of TIES) {
    for (const alert of related[tie]) {
      rows.set(alert.id, { ...alert, ties: [...(rows.get(alert.id)?.ties ?? []), tie] });
    }
  }
  return [...rows.values()];
}
