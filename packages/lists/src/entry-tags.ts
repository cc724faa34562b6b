import type { AddressEntry } from "@redflag/domain/entry";
import type { EntryCells } from "./entry-row.ts";

/**
 * What an entry says that many others say, too, as labels of STIX and tags of MISP: both have such a word only once for all
 * that it stands on. `name:predicate="value"` is the form that MISP knows; neither quote nor percent sign stands bare in a value.
 */
const TAG = /^redflag:([a-z-]+)="([^"]*)"$/;

const PREDICATES = {
  category: "category",
  severity: "severity",
  authority: "authority",
  programme: "programme",
  business: "entity",
  jurisdiction: "jurisdictions",
  confidence: "confidence",
} as const satisfies Readonly<Record<string, keyof EntryCells>>;

export function machineTag(predicate: string, value: string): string {
  return `redflag:${predicate}="${value.replaceAll("%", "%25").replaceAll('"', "%22")}"`;
}

export function entryTags(entry: AddressEntry): string[] {
  const { category, severity, authority, programme, entity, jurisdictions = [] } = entry;
  return [
    machineTag("category", category),
    machineTag("severity", severity),
    machineTag("authority", authority),
    ...(programme === undefined ? [] : [machineTag("programme", programme)]),
    ...(entity === undefined ? [] : [machineTag("business", entity)]),
    ...jurisdictions.map((code) => machineTag("jurisdiction", code)),
  ];
}

/** What the tags say, in the words of a row; undefined where none of them is of this form. Each value is checked as a row's is. */
export function taggedCells(tags: readonly string[]): EntryCells | undefined {
  const said = new Map<keyof EntryCells, string[]>();
  for (const tag of tags) {
    const [, predicate = "", value = ""] = TAG.exec(tag) ?? [];
    if (!isTaggedWord(predicate)) continue;
    const column = PREDICATES[predicate];
    said.set(column, [...(said.get(column) ?? []), value.replaceAll("%22", '"').replaceAll("%25", "%")]);
  }
  if (!said.has("category")) return undefined;
  return Object.fromEntries([...said].map(([column, values]) => [column, values.join(";")]));
}

function isTaggedWord(text: string): text is keyof typeof PREDICATES {
  return Object.hasOwn(PREDICATES, text);
}
