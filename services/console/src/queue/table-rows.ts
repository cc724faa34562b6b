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
  return alerts.flatMap((alert): TableRow[] => {
    const folded = isFolding ? (alert.group?.size ?? 1) - 1 : 0;
    const scheme = folded === 0 ? undefined : schemes.get(alert.id);
    if (scheme === undefined) return [{ alert, level: 1, folded, isUnfolded: false }];
    const { state, members } = scheme;
    return [
      { alert, level: 1, folded, isUnfolded: true, ...(state !== "there" && { scheme: state }) },
      ...members.map((member): TableRow => ({ alert: member, level: 2, folded: 0, isUnfolded: false })),
    ];
  });
}
