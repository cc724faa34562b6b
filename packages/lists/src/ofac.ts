import type { EntryCells } from "./entry-row.ts";
import type { Importer } from "./importer.ts";

/** What holds of every list of OFAC, whichever file it comes in. */
export const OFAC: Importer["suggests"] = {
  authority: "OFAC (US Treasury)",
  category: "sanctions",
  severity: "SEVERE",
  confidence: 100,
};

export const ADDRESS_TYPE = "Digital Currency Address - ";

/** Programmes against terrorism: global terrorists, and foreign terrorist organisations. */
const TERRORISM: ReadonlySet<string> = new Set(["SDGT", "FTO"]);

/**
 * In one order, each once, so that the same programmes make the same entry in whichever file they stand. What category the
 * party is listed under follows from them.
 */
export function programmeCells(programmes: readonly string[]): EntryCells {
  const words = [...new Set(programmes.map((programme) => programme.trim()))].filter((word) => word !== "").sort();
  if (words.length === 0) return {};
  const isTerrorism = words.some((word) => TERRORISM.has(word));
  return { programme: words.join("; "), ...(isTerrorism && { category: "terrorist_financing" }) };
}
