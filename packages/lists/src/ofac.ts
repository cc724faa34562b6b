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

/** In one order, each once, so that the same programmes make the same entry in whichever file they stand. */
export function joinedProgrammes(programmes: readonly string[]): EntryCells {
  const words = [...new Set(programmes.map((programme) => programme.trim()))].filter((word) => word !== "").sort();
  return words.length === 0 ? {} : { programme: words.join("; ") };
}
