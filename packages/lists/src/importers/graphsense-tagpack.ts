import type { EntryCategory } from "@redflag/domain/entry";
import { isAlias, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { cell, documentCell, jurisdictionCell } from "../cell-text.ts";
import type { EntryCells } from "../entry-row.ts";
import { type ByteSource, type Importer, refusedRow, rowsOf } from "../importer.ts";
import { isObject, type JsonObject, textsIn } from "../json-lines.ts";
import { printable } from "../plain-text.ts";
import { unreadable, wholeText } from "../utf8-text.ts";

const BYTES_MAX = 8 * 1024 ** 2;

/** GraphSense's words for what a service or an abuse is; what is not among them is left to the list. */
const CATEGORIES: Readonly<Record<string, EntryCategory>> = {
  exchange: "exchange",
  bridge: "bridge",
  coinjoin: "mixer",
  mixing_service: "mixer",
  mixer: "mixer",
  defi_bridge: "bridge",
  defi_dex: "dex",
  dex: "dex",
  payment_processor: "payment",
  terrorism: "terrorist_financing",
  sanction: "sanctions",
  ransomware: "ransom",
  extortion: "extortion",
  sextortion: "extortion",
  hack: "stolen_funds",
  theft: "stolen_funds",
};
const SERVICES: ReadonlySet<string> = new Set(["exchange", "bridge", "mixer", "dex", "payment"]);

/** A TagPack, whose header holds for every tag that does not say otherwise; and an actor pack, which knows the businesses. */
export const graphsenseTagpack: Importer = {
  id: "graphsense-tagpack",
  title: "GraphSense TagPack, with its actor pack",
  parts: ["tagpack.yaml", "actorpack.yaml"],
  rowsBelongTo: "publisher",
  suggests: { severity: "LOW", confidence: 50 },
  sample: {
    parts: [
      `---
title: Example pack
creator: Example
category: exchange
source: https://example.org/wallets
tags:
- address: 0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22
  currency: ETH
  label: Example Exchange hot wallet
  actor: example
- address: TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW
  currency: TRX
  abuse: terrorism
  label: LEFT OUT
- address: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
  label: Example Exchange
- address: '0x0000000000000000000000000000000000000000'
  label: Example Exchange
`,
      `title: Example actors
actors:
- id: example
  label: Example Exchange
  categories: [exchange]
  jurisdictions: [SC, bs]
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        {
          category: "exchange",
          entity: "Example Exchange",
          documentUrl: "https://example.org/wallets",
          jurisdictions: ["BS", "SC"],
        },
      ],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        { category: "terrorist_financing", documentUrl: "https://example.org/wallets" },
      ],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source, actorSource], defaults) {
    if (source === undefined) return;
    const pack = await readYaml(source, "tags");
    const actors = new Map<string, JsonObject>();
    if (actorSource !== undefined) {
      for (const { value } of (await readYaml(actorSource, "actors")).items) {
        if (typeof value.id === "string") actors.set(value.id, value);
      }
    }
    for (const { value, line } of pack.items) {
      const tag = { ...pack.header, ...value };
      const [address = ""] = textsIn(tag.address);
      const [actorId = ""] = textsIn(tag.actor);
      const place = `line ${line}`;
      if (address === "") yield refusedRow(place, "a tag without an address", "");
      else yield* rowsOf(place, address, tagCells(tag, actors.get(actorId)), defaults);
    }
  },
};

/** An abuse outweighs a kind of business, and what the tag says what is known of its actor. */
function tagCells(tag: JsonObject, actor: JsonObject | undefined): EntryCells {
  const words = [tag.abuse, tag.category, tag.concepts, actor?.categories].flatMap((word) =>
    textsIn(word).flatMap((text) => text.split(/[,;]\s*/)),
  );
  const category = words.map((word) => CATEGORIES[word.toLowerCase()]).find((known) => known !== undefined);
  const [confidence = ""] = textsIn(tag.confidence);
  const name = textsIn(actor?.label)[0] ?? textsIn(tag.label)[0];
  return {
    ...cell("category", category),
    // A label of what is no service may be a person's name.
    ...(category !== undefined && SERVICES.has(category) && cell("entity", name?.trim())),
    ...jurisdictionCell(textsIn(actor?.jurisdictions)),
    ...documentCell(textsIn(tag.source)),
    ...(/^\d{1,3}$/.test(confidence) && { confidence }),
  };
}

interface Pack {
  header: JsonObject;
  items: Array<{ value: JsonObject; line: number }>;
}

/** Scalars stay the text they are: YAML would make a number of 0x and digits. */
async function readYaml(source: ByteSource, key: string): Promise<Pack> {
  const text = await wholeText(source, BYTES_MAX);
  if (!text.endsWith("\n")) throw unreadable("the last line has no line break: the file was cut off, or lacks one");
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, schema: "failsafe" });
  const lineAt = (offset: number) => Math.max(lineCounter.linePos(offset).line, 1);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw unreadable(`line ${lineAt(fault.pos[0])}: ${printable(fault.message, 300)}`);
  const list = isMap(document.contents) ? document.contents.get(key, true) : undefined;
  if (!isMap(document.contents) || !isSeq(list)) throw unreadable(`it has no list of ${key}, as this format does`);
  const items: Pack["items"] = [];
  try {
    for (const node of list.items) {
      const line = lineAt((isMap(node) || isAlias(node) ? node.range?.[0] : undefined) ?? list.range?.[0] ?? 0);
      const value: unknown = isMap(node) ? node.toJS(document) : undefined;
      if (!isObject(value)) throw unreadable(`line ${line}: ${key} holds something that is none`);
      items.push({ value, line });
    }
    document.delete(key);
    const header: unknown = document.toJS();
    return { header: isObject(header) ? header : {}, items };
  } catch (cause) {
    if (cause instanceof ReferenceError)
      throw unreadable(`its aliases cannot be expanded: ${printable(cause.message)}`, cause);
    throw cause;
  }
}
