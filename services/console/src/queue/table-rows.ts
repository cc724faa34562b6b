import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import type { Scheme } from "./use-schemes.ts";

/** One line of the table. */
export interface TableRow {
  alert: AlertRow;
  /** 2: of the scheme of the row above it that has the level 1. */
  level: 1 | 2;
  /** Other alerts of the scheme that this row stands for. */
  folded: number;
  isUnfolded: boolean;
  /** What the row cannot show of its scheme yet. */
  scheme?: "loading" | "failed";
}

/**
 * Lines as they are seen. Where the list has one row for each scheme, `schemes` has those that are unfolded; where it has one
 * for each alert (another order than by rank), nothing is folded.
 */
export function tableRows(
  alerts: readonly AlertRow[],
  schemes: ReadonlyMap<string, Scheme>,
  isFolding: boolean,
): readonly TableRow[] {
  const rows: TableRow[] = [];
  for (const alert of alerts) {
    const folded = isFolding ? (alert.group?.size ?? 1) - 1 : 0;
    const scheme = folded === 0 ? undefined : schemes.get(alert.id);
    const missing = scheme === undefined || scheme.state === "there" ? undefined : scheme.state;
    rows.push({ alert, level: 1, folded, isUnfolded: scheme !== undefined, ...(missing && { scheme: missing }) });
    for (const member of scheme?.members ?? []) rows.push({ alert: member, level: 2, folded: 0, isUnfolded: false });
  }
  return rows;
}
