import { cell, documentCell, firstMoment } from "../cell-text.ts";
import type { EntryCells } from "../entry-row.ts";
import { taggedCells } from "../entry-tags.ts";
import { ALERT_TAG, PARTY_OF_ALERT } from "../exported-alert.ts";
import { ALWAYS } from "../exporters/stix-bundle.ts";
import { type Importer, refusedRow, rowsOf } from "../importer.ts";
import { isObject, type JsonObject, jsonDocument, objectsIn, textsIn } from "../json-lines.ts";
import { markedSharing } from "../marked-sharing.ts";
import { unreadable } from "../utf8-text.ts";

/** The observable has no place in STIX 2.1 itself: each product names its extension a little otherwise. */
const WALLET = /cryptocurrency-wallet$/;
const IN_PATTERN = /cryptocurrency-wallet:(?:value|address)\s*=\s*'((?:[^'\\]|\\.)*)'/g;

/** A bundle of STIX 2.1: wallets as observables, and indicators whose pattern names one. Its marks narrow who may know. */
export const stixBundle: Importer = {
  id: "stix-bundle",
  title: "STIX 2.1 bundle, JSON",
  parts: ["bundle.json"],
  rowsBelongTo: "publisher",
  suggests: { severity: "HIGH", confidence: 50 },
  sample: {
    parts: [
      `{"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [
  {"type": "identity", "id": "identity--00000000-0000-4000-8000-000000000002", "name": "LEFT OUT"},
  {"type": "cryptocurrency-wallet", "id": "cryptocurrency-wallet--00000000-0000-4000-8000-000000000003",
   "address": "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
   "object_marking_refs": ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]},
  {"type": "indicator", "id": "indicator--00000000-0000-4000-8000-000000000004", "pattern_type": "stix",
   "pattern": "[cryptocurrency-wallet:value = 'TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW'] OR [cryptocurrency-wallet:value = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa']",
   "valid_from": "2026-09-01T00:00:00.000Z", "confidence": 80,
   "external_references": [{"source_name": "example", "url": "https://example.org/report"}]},
  {"type": "indicator", "id": "indicator--00000000-0000-4000-8000-000000000005", "revoked": true, "pattern_type": "stix",
   "pattern": "[cryptocurrency-wallet:value = '0x52908400098527886E0F7030069857D2E4169EE7']", "valid_from": "2026-09-01T00:00:00Z"}
]}
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        { reference: "cryptocurrency-wallet--00000000-0000-4000-8000-000000000003", sharing: "TLP:RED" },
      ],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        {
          reference: "indicator--00000000-0000-4000-8000-000000000004",
          documentUrl: "https://example.org/report",
          confidence: 80,
          validFrom: Date.UTC(2026, 8, 1) / 1000,
        },
      ],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    const document = await jsonDocument(source);
    if (!isObject(document) || document.type !== "bundle") throw unreadable("it is no bundle, as STIX has");
    const objects = objectsIn(document.objects);
    const parties = new Set(objects.filter(isOfAlert).flatMap((object) => textsIn(object.object_refs)));
    for (const [number, object] of objects.entries()) {
      const place = `objects[${number}]`;
      const cells: EntryCells = {
        ...objectCells(object),
        sharing: markedSharing(textsIn(object.object_marking_refs), defaults.sharing),
      };
      for (const address of addressesIn(object)) {
        if (parties.has(String(object.id))) yield refusedRow(place, PARTY_OF_ALERT, address);
        else if (object.revoked === true) yield refusedRow(place, "revoked by its publisher", address);
        else yield* rowsOf(place, address, cells, defaults);
      }
    }
  },
};

function isOfAlert({ type, labels }: JsonObject): boolean {
  return type === "observed-data" && textsIn(labels).some((label) => label.startsWith(ALERT_TAG));
}

function addressesIn(object: JsonObject): string[] {
  const type = String(object.type);
  if (WALLET.test(type)) return [textsIn(object.address)[0] ?? textsIn(object.value)[0] ?? ""];
  if (type !== "indicator" || typeof object.pattern !== "string") return [];
  return [...object.pattern.matchAll(IN_PATTERN)].map(([, text = ""]) => text.replaceAll(/\\(.)/g, "$1"));
}

function objectCells(object: JsonObject): EntryCells {
  const [from, to] = [textsIn(object.valid_from)[0], textsIn(object.valid_until)[0]];
  const { confidence } = object;
  const references = objectsIn(object.external_references);
  const tagged = taggedCells(textsIn(object.labels));
  return {
    ...tagged,
    // Of an entry that was exported the reference is the authority's own; of others the object's id is one.
    ...cell("reference", tagged ? textsIn(references[0]?.external_id)[0] : textsIn(object.id)[0]),
    ...documentCell(references.flatMap(({ url }) => textsIn(url))),
    ...(typeof confidence === "number" && { confidence: String(confidence) }),
    ...cell("valid_from", tagged && Date.parse(from ?? "") === ALWAYS * 1000 ? undefined : from && firstMoment(from)),
    ...cell("valid_to", to && firstMoment(to)),
  };
}
