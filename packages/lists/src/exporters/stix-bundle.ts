import { formatAddress } from "@redflag/domain/address";
import { isService, SHARINGS } from "@redflag/domain/entry";
import { entryTags } from "../entry-tags.ts";
import type { ExportedEntry, ExportedList } from "../exporter.ts";
import { stixBundleText } from "../stix-object.ts";
import { TLP_MARKS, tlpMarking } from "../tlp-mark.ts";
import { uuidV5 } from "../uuid-v5.ts";

/** Of our ids of domain objects: the one that STIX fixes is for observables alone. */
const NAMESPACE = "c1b6a0f2-58d4-4c1e-9f43-2a7d60b8e915";
/** Unix seconds. An indicator has to say since when it holds: one of an entry that always did says this. */
export const ALWAYS = 0;

/**
 * A bundle of indicators, one for each entry, and the marks that they bear. An indicator follows from its entry alone, times included:
 * whoever has the same list writes the same object under the same id. An edited entry is another one.
 */
export function stixBundle({ id, entries }: ExportedList): string {
  const marks = SHARINGS.filter((sharing) => entries.some((entry) => entry.sharing === sharing));
  return stixBundleText([...marks.map(tlpMarking), ...entries.map((entry) => indicatorOf(id, entry))]);
}

function indicatorOf(list: string, entry: ExportedEntry) {
  const address = formatAddress(entry.address, entry.family);
  const { authority, category, reference, documentUrl: url, confidence, validFrom = ALWAYS, validTo } = entry;
  const isReferring = reference !== undefined || url !== undefined;
  // It held at no time of any block, and no interval of STIX is empty.
  const neverHeld = validTo !== undefined && validTo <= validFrom;
  const since = stixTime(validFrom);
  return {
    type: "indicator",
    spec_version: "2.1",
    id: `indicator--${uuidV5(NAMESPACE, `${list} ${entry.entryId}`)}`,
    created: since,
    modified: since,
    ...(neverHeld && { revoked: true }),
    name: address,
    description: `${isService(entry) ? "Attributed" : "Listed"} by ${authority}: ${category}`,
    // Whoever reads an indicator takes it for a warning; of a known business it is none.
    ...(isService(entry) && { indicator_types: [category === "mixer" ? "anonymization" : "benign"] }),
    pattern: `[cryptocurrency-wallet:value = '${address}']`,
    pattern_type: "stix",
    valid_from: since,
    ...(validTo !== undefined && !neverHeld && { valid_until: stixTime(validTo) }),
    confidence,
    labels: entryTags(entry),
    ...(isReferring && {
      external_references: [
        {
          source_name: authority,
          ...(url !== undefined && { url }),
          ...(reference !== undefined && { external_id: reference }),
        },
      ],
    }),
    object_marking_refs: [TLP_MARKS[entry.sharing]],
  };
}

function stixTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
