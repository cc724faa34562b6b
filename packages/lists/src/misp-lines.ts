import type { AddressEntry } from "@redflag/domain/entry";
import { cell, documentCell } from "./cell-text.ts";
import type { EntryCells } from "./entry-row.ts";

/** What is said of one entry alone, for people to read: MISP's object of an address has one text for it, and tags are not for that. */
export function entryLines({ reference, documentUrl, validFrom, validTo }: AddressEntry): string {
  const lines = {
    reference,
    document: documentUrl,
    "valid-from": timeText(validFrom),
    "valid-to": timeText(validTo),
  };
  return Object.entries(lines)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
    .join("\n");
}

export function linedCells(text: string): EntryCells {
  const said = new Map(text.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]));
  return {
    ...cell("reference", said.get("reference")),
    ...documentCell([said.get("document") ?? ""]),
    ...cell("valid_from", said.get("valid-from")),
    ...cell("valid_to", said.get("valid-to")),
  };
}

function timeText(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
