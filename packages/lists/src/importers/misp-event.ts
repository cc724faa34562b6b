import { cell } from "../cell-text.ts";
import type { EntryCells } from "../entry-row.ts";
import { taggedCells } from "../entry-tags.ts";
import { ALERT_TAG, PARTY_OF_ALERT } from "../exported-alert.ts";
import { type Importer, refusedRow, rowsOf } from "../importer.ts";
import { isObject, type JsonObject, jsonDocument, objectsIn, textsIn } from "../json-lines.ts";
import { markedSharing } from "../marked-sharing.ts";
import { linedCells } from "../misp-lines.ts";
import { unreadable } from "../utf8-text.ts";

/** Types of MISP that hold an address by themselves; in an object made for it, the relation says so. */
const TYPES: ReadonlySet<string> = new Set(["btc", "dash", "xmr"]);
const OBJECTS: ReadonlySet<string> = new Set(["coin-address", "btc-wallet", "crypto-wallet"]);
const RELATIONS: ReadonlySet<string> = new Set(["address", "address-crypto", "address-xmr", "wallet-address"]);

/** Events of MISP, as its export and its API give them. A mark of TLP on an event or an attribute narrows who may know. */
export const mispEvent: Importer = {
  id: "misp-event",
  title: "MISP events, JSON",
  parts: ["events.json"],
  rowsBelongTo: "publisher",
  suggests: { severity: "HIGH", confidence: 50 },
  sample: {
    parts: [
      `{"response": [{"Event": {
  "uuid": "5d2a1f00-0000-4000-8000-000000000001", "info": "LEFT OUT", "date": "2026-09-01",
  "Tag": [{"name": "tlp:green"}],
  "Attribute": [
    {"type": "btc", "value": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {"type": "email-src", "value": "LEFT OUT"}
  ],
  "Object": [
    {"name": "coin-address", "Attribute": [
      {"type": "btc", "object_relation": "address", "value": "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22"},
      {"type": "text", "object_relation": "symbol", "value": "ETH"}
    ]},
    {"name": "coin-address", "Attribute": [
      {"type": "text", "object_relation": "address-crypto", "value": "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", "Tag": [{"name": "tlp:red"}]}
    ]},
    {"name": "person", "Attribute": [{"type": "first-name", "object_relation": "first-name", "value": "LEFT OUT"}]}
  ]
}}]}
`,
    ],
    entries: [
      ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", { reference: "5d2a1f00-0000-4000-8000-000000000001" }],
      ["TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", { reference: "5d2a1f00-0000-4000-8000-000000000001", sharing: "TLP:RED" }],
    ],
    foreign: { bitcoin: 1 },
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    for (const [number, event] of eventsIn(await jsonDocument(source)).entries()) {
      const eventMarks = marksOf(event);
      const isAlert = tagsOf(event).some((tag) => tag.startsWith(ALERT_TAG));
      for (const { attribute, object, place } of addressesIn(event, `Event[${number}]`)) {
        if (attribute.deleted === true || isAlert) {
          yield refusedRow(place, isAlert ? PARTY_OF_ALERT : "deleted by its publisher", "");
          continue;
        }
        const cells = {
          ...attributeCells(event, attribute, object),
          sharing: markedSharing([...eventMarks, ...marksOf(attribute)], defaults.sharing),
        };
        yield* rowsOf(place, typeof attribute.value === "string" ? attribute.value : "", cells, defaults);
      }
    }
  },
};

/** One event, or several in the ways in which MISP gives them. */
function eventsIn(document: unknown): JsonObject[] {
  const list = isObject(document) ? (document.response ?? [document]) : document;
  const events = objectsIn(list).map(({ Event }) => Event);
  if (events.length > 0 && events.every(isObject)) return events;
  throw unreadable("there is no Event in it, as MISP's export has");
}

/** Of an entry that was exported the reference is the authority's own; of others the event's id is one. */
function attributeCells(event: JsonObject, attribute: JsonObject, object: JsonObject): EntryCells {
  const tagged = taggedCells(tagsOf(attribute));
  if (tagged === undefined) return cell("reference", textsIn(event.uuid)[0]);
  const texts = objectsIn(object.Attribute).filter((one) => one.object_relation === "text" && one.deleted !== true);
  return { ...tagged, ...linedCells(texts.flatMap(({ value }) => textsIn(value)).join("\n")) };
}

interface PlacedAttribute {
  attribute: JsonObject;
  /** In which it stands; empty where it stands in none. */
  object: JsonObject;
  place: string;
}

function* addressesIn(event: JsonObject, at: string): Generator<PlacedAttribute> {
  for (const [number, attribute] of objectsIn(event.Attribute).entries()) {
    if (TYPES.has(String(attribute.type))) yield { attribute, object: {}, place: `${at}.Attribute[${number}]` };
  }
  for (const [outer, object] of objectsIn(event.Object).entries()) {
    for (const [number, attribute] of objectsIn(object.Attribute).entries()) {
      const isAddress = OBJECTS.has(String(object.name)) && RELATIONS.has(String(attribute.object_relation));
      if (isAddress || TYPES.has(String(attribute.type))) {
        yield { attribute, object, place: `${at}.Object[${outer}].Attribute[${number}]` };
      }
    }
  }
}

function marksOf(marked: JsonObject): string[] {
  return tagsOf(marked).filter((name) => /^tlp:/i.test(name));
}

function tagsOf({ Tag }: JsonObject): string[] {
  return objectsIn(Tag).flatMap(({ name }) => textsIn(name));
}
