import {
  type AddressEntry,
  isService,
  LISTED_CATEGORIES,
  SERVICE_CATEGORIES,
  SEVERITIES,
  SHARINGS,
} from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import fc from "fast-check";
import type { ExportedList } from "./exporter.ts";

/** As a cell of a list may hold it: with what the formats themselves write around a value, too. */
const words = fc
  .array(fc.constantFrom("order 12/26", '"', "%22", "%", "=", "'", "\\", ": ", ";", "é", "البند", "𝟛", "<b>"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join("").trim())
  .filter((text) => text !== "");
const seconds = fc.integer({ min: 1, max: 4_000_000_000 });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** Entries as a list can hold them. One that holds since the first second of 1970 and one that always held are the same to every block. */
export const anyEntry: fc.Arbitrary<AddressEntry> = fc
  .record({
    address: fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}` as const),
    family: fc.constantFrom("eip155" as const, "tron" as const),
    category: fc.constantFrom(...LISTED_CATEGORIES, ...SERVICE_CATEGORIES),
    severity: fc.constantFrom(...SEVERITIES),
    authority: words,
    confidence: fc.integer({ min: 0, max: 100 }),
    sharing: fc.constantFrom(...SHARINGS),
    programme: optional(words),
    reference: optional(words),
    documentUrl: optional(fc.constantFrom("https://example.org/a?b=c&d=%22", "http://example.org/")),
    entity: optional(words),
    jurisdictions: optional(
      fc.uniqueArray(fc.constantFrom("AE", "BS", "SC", "US"), { minLength: 1 }).map((all) => all.sort()),
    ),
    from: optional(seconds),
    to: optional(seconds),
  })
  .filter(({ from = 0, to = Number.POSITIVE_INFINITY, address }) => from < to && !/^0x0+$/.test(address))
  .map(({ entity, programme, reference, documentUrl, jurisdictions, from, to, ...entry }) => ({
    ...entry,
    ...(programme !== undefined && { programme }),
    ...(reference !== undefined && { reference }),
    ...(documentUrl !== undefined && { documentUrl }),
    ...(entity !== undefined && isService(entry) && { entity }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(from !== undefined && { validFrom: from }),
    ...(to !== undefined && { validTo: to }),
  }));

export function exportedList(entries: readonly AddressEntry[]): ExportedList {
  const listed = entries.map((entry) => ({ ...entry, entryId: entryId(entry) }));
  return { id: "own-list", at: new Date("2026-09-03T10:20:30.456Z"), entries: listed };
}
