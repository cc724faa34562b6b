import type { EventPayload } from "@redflag/contract/event-payload";
import type { ListChangePayload, ListedInEvent } from "@redflag/contract/list-change-payload";
import { CHAINS } from "@redflag/domain/chain-registry";
import { alertSentence } from "./alert-sentence.ts";

/** An event in plain words: one line, and one more for each entry of a list's change. */
export function eventSentence(payload: EventPayload): string {
  switch (payload.type) {
    case "watchlist.entry_added":
    case "watchlist.entry_removed":
      return listChangeText(payload);
    case "endpoint.test":
      return `a test of subscription ${payload.subscription}`;
    case "subscription.disabled":
      return `nothing more is sent to subscription ${payload.subscription}: ${payload.cause}, no attempt succeeded since ${payload.since}`;
    default: {
      const chain = CHAINS.find(({ caip2 }) => caip2 === payload.chain);
      if (chain === undefined) return `${payload.type} ${payload.subject}`;
      return alertSentence(chain, { event: payload, reasons: [] });
    }
  }
}

function listChangeText({ type, list, version, entries, part, parts, moreEntries }: ListChangePayload): string {
  const what = type === "watchlist.entry_added" ? "added to" : "removed from";
  const which = parts === 1 ? "" : `, part ${part} of ${parts}`;
  const more = moreEntries === 0 ? [] : [`  and ${moreEntries} more, of which no event tells`];
  return [`${what} list ${list}, version ${version}${which}:`, ...entries.map(entryText), ...more].join("\n");
}

function entryText({ address, category, severity, authority, programme }: ListedInEvent): string {
  const under = programme === undefined ? "" : ` under ${programme}`;
  return `  ${severity.padEnd(6)} ${address} as ${category.replaceAll("_", " ")} by ${authority}${under}`;
}
