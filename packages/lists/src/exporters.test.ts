import type { AddressEntry } from "@redflag/domain/entry";
import { EXCHANGE_FORMATS } from "@redflag/domain/exchange-format";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collectImport } from "./collect-import.ts";
import type { EntryDefaults } from "./entry-row.ts";
import { EXPORTERS } from "./exporter.ts";
import { anyEntry, exportedList } from "./exporters.samples.ts";
import { getImporter } from "./importer-registry.ts";
import { inPieces } from "./importers.samples.ts";

const IMPORTER_OF = { stix: getImporter("stix-bundle"), misp: getImporter("misp-event") };
/** None of them is what an entry says, and the list lets everything be known. */
const DEFAULTS: EntryDefaults = {
  category: "other",
  severity: "LOW",
  authority: "nobody",
  confidence: 1,
  sharing: "TLP:CLEAR",
};
const UUID = /^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const STIX_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const differing = fc.uniqueArray(anyEntry, { minLength: 1, maxLength: 6, selector: ({ address }) => address });
const byAddress = (a: AddressEntry, b: AddressEntry) => (a.address < b.address ? -1 : 1);

describe.each(EXCHANGE_FORMATS)("a list as %s", (format) => {
  const read = async (text: string) => {
    const { entries, account } = await collectImport(IMPORTER_OF[format], [inPieces(text, 10_000)], DEFAULTS);
    expect(account).toMatchObject({ refusals: [], foreign: {}, repairs: {} });
    return (entries as AddressEntry[]).sort(byAddress);
  };

  test("read again gives the same entries, whatever they say", async () => {
    await fc.assert(
      fc.asyncProperty(differing, async (entries) => {
        expect(await read(EXPORTERS[format](exportedList(entries)))).toEqual([...entries].sort(byAddress));
      }),
    );
  });

  test("what others published, read and written, is read and written the same", async () => {
    const importer = IMPORTER_OF[format];
    const { entries } = await collectImport(importer, [inPieces(importer.sample.parts[0] ?? "")], DEFAULTS);
    const written = EXPORTERS[format](exportedList(entries as AddressEntry[]));
    const again = await read(written);
    expect(again).toEqual((entries as AddressEntry[]).sort(byAddress));
    expect(EXPORTERS[format](exportedList(again))).toBe(EXPORTERS[format](exportedList(entries as AddressEntry[])));
  });

  test("a list that narrows who may know is not widened by a file", async () => {
    const [entry] = fc.sample(anyEntry, 1) as [AddressEntry];
    const text = EXPORTERS[format](exportedList([{ ...entry, sharing: "TLP:CLEAR" }]));
    const defaults = { ...DEFAULTS, sharing: "TLP:AMBER" } as const;
    const { entries } = await collectImport(IMPORTER_OF[format], [inPieces(text)], defaults);
    expect(entries).toEqual([{ ...entry, sharing: "TLP:AMBER" }]);
  });
});

test("a bundle keeps to STIX 2.1: each object has its id and times, each reference is in it, and no id comes twice", () => {
  fc.assert(
    fc.property(differing, (entries) => {
      const bundle = JSON.parse(EXPORTERS.stix(exportedList(entries)));
      const objects: Record<string, unknown>[] = bundle.objects;
      const ids = [bundle, ...objects].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(UUID);
      for (const object of objects) {
        expect(object).toMatchObject({ spec_version: "2.1", created: expect.stringMatching(STIX_TIME) });
        if (object.type !== "indicator") continue;
        expect(object.valid_from).toMatch(STIX_TIME);
        if (object.valid_until !== undefined) expect(String(object.valid_until) > String(object.valid_from)).toBe(true);
        for (const mark of object.object_marking_refs as string[]) expect(ids).toContain(mark);
        for (const { source_name, ...said } of (object.external_references ?? []) as Record<string, string>[]) {
          expect([typeof source_name, Object.keys(said).length > 0]).toEqual(["string", true]);
        }
      }
    }),
  );
});

test("an event of MISP has one mark, and is passed on by itself no further than that", () => {
  fc.assert(
    fc.property(differing, (entries) => {
      const { response } = JSON.parse(EXPORTERS.misp(exportedList(entries)));
      const reach = { "tlp:red": "0", "tlp:amber": "0", "tlp:green": "1", "tlp:clear": "3" };
      const uuids = response.flatMap(
        ({ Event }: { Event: { uuid: string; Object: { uuid: string; Attribute: { uuid: string }[] }[] } }) => [
          Event.uuid,
          ...Event.Object.flatMap(({ uuid, Attribute }) => [uuid, ...Attribute.map((one) => one.uuid)]),
        ],
      );
      expect(new Set(uuids).size).toBe(uuids.length);
      for (const { Event } of response) {
        expect(Event.Tag).toHaveLength(1);
        const mark = Event.Tag[0].name as keyof typeof reach;
        expect(Event.distribution).toBe(reach[mark]);
        const marked = entries.filter(({ sharing }) => sharing.toLowerCase() === mark);
        expect(Event.Object).toHaveLength(marked.length);
        for (const { name } of Event.Object.flatMap(({ Attribute }: { Attribute: { Tag?: { name: string }[] }[] }) =>
          Attribute.flatMap(({ Tag = [] }) => Tag),
        )) {
          expect(name).toMatch(/^[^:="]+:[^:="]+="[^"]+"$/);
        }
      }
    }),
  );
});

describe("by hand", () => {
  const entry: AddressEntry = {
    address: "0x52908400098527886e0f7030069857d2e4169ee7",
    family: "eip155",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "An authority",
    programme: 'Order "7"',
    reference: "7/26",
    documentUrl: "https://example.org/7",
    confidence: 90,
    validFrom: Date.UTC(2026, 8, 1) / 1000,
    sharing: "TLP:GREEN",
  };

  test("an entry is an indicator whose pattern names the wallet", () => {
    const { objects } = JSON.parse(EXPORTERS.stix(exportedList([entry])));
    expect(objects).toEqual([
      {
        type: "marking-definition",
        spec_version: "2.1",
        id: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        created: "2022-10-01T00:00:00.000Z",
        name: "TLP:GREEN",
        extensions: {
          "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
            extension_type: "property-extension",
            tlp_2_0: "green",
          },
        },
      },
      {
        type: "indicator",
        spec_version: "2.1",
        id: expect.stringMatching(/^indicator--/),
        created: "2026-09-01T00:00:00.000Z",
        modified: "2026-09-01T00:00:00.000Z",
        name: "0x52908400098527886E0F7030069857D2E4169EE7",
        description: "Listed by An authority: terrorist_financing",
        pattern: "[cryptocurrency-wallet:value = '0x52908400098527886E0F7030069857D2E4169EE7']",
        pattern_type: "stix",
        valid_from: "2026-09-01T00:00:00.000Z",
        confidence: 90,
        labels: [
          'redflag:category="terrorist_financing"',
          'redflag:severity="SEVERE"',
          'redflag:authority="An authority"',
          'redflag:programme="Order %227%22"',
        ],
        external_references: [{ source_name: "An authority", url: "https://example.org/7", external_id: "7/26" }],
        object_marking_refs: ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"],
      },
    ]);
  });

  test("an entry is a coin-address of MISP", () => {
    const { response } = JSON.parse(EXPORTERS.misp(exportedList([entry])));
    expect(response).toHaveLength(1);
    expect(response[0].Event).toMatchObject({
      info: "Watchlist own-list",
      date: "2026-09-03",
      Tag: [{ name: "tlp:green" }],
    });
    const [address, text] = response[0].Event.Object[0].Attribute;
    expect(address).toMatchObject({
      object_relation: "address-crypto",
      value: "0x52908400098527886E0F7030069857D2E4169EE7",
      to_ids: false,
    });
    expect(address.Tag).toContainEqual({ name: 'redflag:confidence="90"' });
    expect(text.value).toBe("reference: 7/26\ndocument: https://example.org/7\nvalid-from: 2026-09-01T00:00:00Z");
  });

  test("a business is no warning", () => {
    const { objects } = JSON.parse(
      EXPORTERS.stix(exportedList([{ ...entry, category: "exchange", entity: "Pay Example" }])),
    );
    expect(objects[1]).toMatchObject({
      description: "Attributed by An authority: exchange",
      indicator_types: ["benign"],
    });
    expect(JSON.parse(EXPORTERS.stix(exportedList([entry]))).objects[1]).not.toHaveProperty("indicator_types");
  });

  test("an entry that held at no time is revoked, for no interval is empty", () => {
    const { objects } = JSON.parse(EXPORTERS.stix(exportedList([{ ...entry, validFrom: 0, validTo: 0 }])));
    expect(objects[1]).toMatchObject({ revoked: true });
    expect(objects[1]).not.toHaveProperty("valid_until");
  });
});
