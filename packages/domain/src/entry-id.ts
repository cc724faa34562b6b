import { contentHash } from "./content-hash.ts";
import type { Entry } from "./entry.ts";
import { subjectOf } from "./entry-subject.ts";
import type { Hash } from "./hex.ts";

/**
 * An entry's name is its content: an edited entry is another one, and the same one has the same name on every list.
 * Jurisdictions are hashed as one text, so that an entry with one has the name it had when it could have only one; what an
 * entry does not have is not hashed, so that of an address has the name it had before there were accounts.
 */
export function entryId(entry: Entry): Hash {
  const { category, severity, authority, programme, reference, entity } = entry;
  const { documentUrl, jurisdictions, confidence, validFrom, validTo, sharing } = entry;
  return contentHash("entry", {
    ...subjectOf(entry),
    category,
    severity,
    authority,
    programme,
    reference,
    documentUrl,
    entity,
    jurisdiction: jurisdictions?.join(";"),
    confidence,
    validFrom,
    validTo,
    sharing,
  });
}
