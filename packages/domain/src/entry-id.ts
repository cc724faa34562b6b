import { contentHash } from "./content-hash.ts";
import type { Entry } from "./entry.ts";
import type { Hash } from "./hex.ts";

/** An entry's name is its content: an edited entry is another one, and the same one has the same name on every list. */
export function entryId(entry: Entry): Hash {
  const { address, family, category, severity, authority, programme, reference } = entry;
  const { documentUrl, jurisdiction, confidence, validFrom, validTo, sharing } = entry;
  return contentHash("entry", {
    address,
    family,
    category,
    severity,
    authority,
    programme,
    reference,
    documentUrl,
    jurisdiction,
    confidence,
    validFrom,
    validTo,
    sharing,
  });
}
