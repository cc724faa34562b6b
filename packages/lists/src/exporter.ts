import type { AddressEntry } from "@redflag/domain/entry";
import type { ExchangeFormat } from "@redflag/domain/exchange-format";
import { mispEvents } from "./exporters/misp-event.ts";
import { stixBundle } from "./exporters/stix-bundle.ts";

/** Entries of one list as whoever it is for knows it. */
export interface ExportedList {
  id: string;
  /** When that version of it came. */
  at: Date;
  entries: readonly ExportedEntry[];
}

export type ExportedEntry = AddressEntry & { entryId: string };

/**
 * How a list is written, by format. What is written follows from what is given alone, so that it says nothing of entries that are
 * left out. The importer of the same format gives the same entries again, as far as the list that it is read into lets them be known.
 */
export const EXPORTERS: Readonly<Record<ExchangeFormat, (list: ExportedList) => string>> = {
  stix: stixBundle,
  misp: mispEvents,
};
