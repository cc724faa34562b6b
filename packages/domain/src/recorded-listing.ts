import type { ReasonEntry } from "./heuristic.ts";

/** A listing as an alert copied it: "OFAC under SDGT, reference 1: terrorist financing, SEVERE, 100 %; list ofac version 3, https://…" */
export function recordedListingText(entry: ReasonEntry): string {
  const { authority, programme, reference, category, severity, confidence, list, listVersion, documentUrl } = entry;
  const under = programme === undefined ? "" : ` under ${programme}`;
  const named = reference === undefined ? "" : `, reference ${reference}`;
  const document = documentUrl === undefined ? "" : `, ${documentUrl}`;
  const what = `${category.replaceAll("_", " ")}, ${severity}, ${confidence} %`;
  return `${authority}${under}${named}: ${what}; list ${list} version ${listVersion}${document}`;
}
