import { Problem } from "@redflag/domain/problem";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyAddresses } from "./classify-address.ts";
import { collectImport } from "./collect-import.ts";
import type { EntryDefaults } from "./entry-row.ts";
import type { ImportedRow, Importer } from "./importer.ts";
import { IMPORTERS } from "./importer-registry.ts";
import { inPieces } from "./importers.samples.ts";

const DEFAULTS: EntryDefaults = {
  category: "other",
  severity: "LOW",
  authority: "it",
  confidence: 1,
  sharing: "TLP:RED",
};
/** Stands in every sample, alone in its field, and is what a hostile text takes the place of. */
const ADDRESS = "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22";
const TRON = "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW";
const BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        ADDRESS,
        TRON,
        BITCOIN,
        TRON.toLowerCase(),
        ADDRESS.slice(0, -1),
        "0x",
        " ",
        ",",
        "\u200b",
        "а",
        "\n",
        "]]>",
        "&c;",
        '"',
        "'",
        "<a>",
        "- ",
        "{",
        ": ",
        "#",
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join("")),
);

/** The sample with another text in the place of one address, written as the format writes it. */
function sampleWith(importer: Importer, text: string): string[] {
  return importer.sample.parts.map((part) => {
    const at = part.indexOf(ADDRESS);
    if (at < 0) return part;
    const [before, after] = [part.slice(0, at), part.slice(at + ADDRESS.length)];
    return before + written(part, text, /[,\n ]$/.test(before) && /^[,\n]/.test(after)) + after;
  });
}

function written(part: string, text: string, isBare: boolean): string {
  if (part.startsWith("<")) return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;");
  if (/^[{[]/.test(part)) return JSON.stringify(text).slice(1, -1);
  if (part.startsWith("---")) return JSON.stringify(text);
  const quoted = text.replaceAll('"', '""');
  return isBare ? `"${quoted}"` : quoted;
}

async function kindsOf(importer: Importer, parts: readonly string[]): Promise<Record<ImportedRow["kind"], number>> {
  const kinds = { entry: 0, foreign: 0, refused: 0 };
  for await (const { kind } of importer.read(
    parts.map((part) => inPieces(part, 1_000)),
    DEFAULTS,
  ))
    kinds[kind]++;
  return kinds;
}

describe.each(IMPORTERS.map((importer) => [importer.id, importer] as const))("importer %s", (id, importer) => {
  test("no text in the place of an address is lost: one row or more comes of it, as it is classified", async () => {
    const before = await kindsOf(importer, importer.sample.parts);
    await fc.assert(
      fc.asyncProperty(hostile, async (given) => {
        fc.pre(!given.includes("\0"));
        // A remark of OFAC ends its address with a semicolon, and a number alone is an account in NBCTF's table.
        fc.pre(!(id === "ofac-sdn-csv" && given.includes(";")) && !/^\s*\d*\s*$/.test(given));
        const told = classifyAddresses(given);
        const read = await kindsOf(importer, sampleWith(importer, given));
        const changed = told.map(({ kind }) => (kind === "ours" ? "entry" : kind));
        const expected = { ...before, entry: before.entry - 1 };
        for (const kind of changed) expected[kind]++;
        expect(read).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("no bytes crash it: the file is refused by a Problem, or every row is accounted for", async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      drop: fc.nat({ max: 200 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc
          .constantFrom(
            "<!DOCTYPE a>",
            "<a>",
            "</",
            "]]>",
            '"',
            "'",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\n",
            "\r\n",
            "&x;",
            "*a",
            "&a ",
            "- ",
            ": ",
            "\0",
            "\ufeff",
          )
          .map((text) => Buffer.from(text)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(), async (changes, which) => {
        const parts = importer.sample.parts.map((part) => Buffer.from(part));
        const chosen = which % parts.length;
        for (const { at, drop, insert } of changes) {
          const bytes = parts[chosen] ?? Buffer.of();
          const from = Math.floor(at * bytes.length);
          parts[chosen] = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + drop)]);
        }
        const sources = parts.map((part) => inPieces(part, 300));
        const read = await collectImport(importer, sources, DEFAULTS).catch((error: unknown) => error);
        if (read instanceof Problem) {
          expect(read.code).toMatch(/^list_(?:unreadable|row_invalid)$/);
          return;
        }
        const { entries, account } = read as Awaited<ReturnType<typeof collectImport>>;
        const foreign = Object.values(account.foreign).reduce((sum, count) => sum + count, 0);
        expect(account.rows).toBe(entries.length + account.repeated + foreign + account.refusals.length);
      }),
      { numRuns: 400 },
    );
  });
});
