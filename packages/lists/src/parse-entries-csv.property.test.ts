import { type Address, formatAddress } from "@redflag/domain/address";
import {
  type AddressEntry,
  isService,
  LISTED_CATEGORIES,
  SERVICE_CATEGORIES,
  SEVERITIES,
  SHARINGS,
} from "@redflag/domain/entry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEntriesCsv } from "./parse-entries-csv.ts";

const YEAR_9999 = 253_402_300_799;
/** No member of a generated entry comes from here, so a default that leaks shows. */
const DEFAULTS = {
  category: "other",
  severity: "LOW",
  authority: "leaked default",
  confidence: 1,
  sharing: "TLP:GREEN",
} as const;

const text = fc
  .string({ unit: fc.constantFrom(..."aZ09 ,;:'\"“é—אб中𝟓\\/#=-+@".match(/./gu)!), minLength: 1, maxLength: 30 })
  .filter((candidate) => candidate === candidate.trim());
const time = fc.integer({ min: 0, max: YEAR_9999 - 1 });

const entry: fc.Arbitrary<AddressEntry> = fc
  .record(
    {
      address: fc
        .bigInt({ min: 0x100n, max: 2n ** 160n - 1n })
        .map((n): Address => `0x${n.toString(16).padStart(40, "0")}`),
      family: fc.constantFrom("eip155" as const, "tron" as const),
      category: fc.constantFrom(...LISTED_CATEGORIES, ...SERVICE_CATEGORIES),
      severity: fc.constantFrom(...SEVERITIES),
      authority: text,
      programme: text,
      reference: text,
      documentUrl: fc.webUrl({ withQueryParameters: true }).filter((url) => url.length <= 500),
      entity: text,
      jurisdictions: fc
        .uniqueArray(fc.constantFrom("US", "IL", "TR", "SC", "BS"), { minLength: 1 })
        .map((codes) => codes.sort()),
      confidence: fc.integer({ min: 0, max: 100 }),
      validFrom: time,
      validTo: time,
      sharing: fc.constantFrom(...SHARINGS),
    },
    { requiredKeys: ["address", "family", "category", "severity", "authority", "confidence", "sharing"] },
  )
  .filter(({ validFrom, validTo }) => validFrom === undefined || validTo === undefined || validFrom < validTo)
  .map(
    ({ entity, ...rest }): AddressEntry => ({ ...rest, ...(entity !== undefined && isService(rest) && { entity }) }),
  );

function printDate(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

function print(entries: readonly AddressEntry[], lineEnd: string): string {
  const rows = entries.map((e) => ({
    address: formatAddress(e.address, e.family),
    category: e.category,
    severity: e.severity,
    authority: e.authority,
    programme: e.programme,
    reference: e.reference,
    document_url: e.documentUrl,
    entity: e.entity,
    jurisdictions: e.jurisdictions?.join(";"),
    confidence: e.confidence,
    valid_from: printDate(e.validFrom),
    valid_to: printDate(e.validTo),
    sharing: e.sharing,
  }));
  const header = Object.keys(rows[0] ?? { address: "" });
  const quoted = rows.map((row) => Object.values(row).map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`));
  return [header, ...quoted].map((cells) => cells.join(",")).join(lineEnd);
}

test("what is printed is read back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(entry, { selector: (e) => e.address, minLength: 1, maxLength: 20 }),
      fc.constantFrom("\n", "\r\n"),
      async (entries, lineEnd) => {
        expect((await parseEntriesCsv(print(entries, lineEnd), DEFAULTS)).entries).toEqual(entries);
      },
    ),
    { numRuns: 200 },
  );
});

test("a letter in the wrong case is a wrong checksum, not another entry", async () => {
  await fc.assert(
    fc.asyncProperty(entry, fc.nat(), async ({ address }, choice) => {
      const printed = formatAddress(address, "eip155");
      const letters = [...printed.matchAll(/[a-f]/gi)].map(({ index }) => index);
      fc.pre(letters.length > 0);
      const at = letters[choice % letters.length] as number;
      const letter = printed.charAt(at);
      const flipped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      const changed = printed.slice(0, at) + flipped + printed.slice(at + 1);
      const digits = changed.slice(2);
      // Text in one case carries no checksum.
      fc.pre(digits !== digits.toLowerCase() && digits !== digits.toUpperCase());
      await expect(parseEntriesCsv(`address\n${changed}\n`, DEFAULTS)).rejects.toThrow("line 2: address");
    }),
  );
});
