import { formatAddress } from "@redflag/domain/address";
import { SHARINGS, type Sharing } from "@redflag/domain/entry";
import { entryTags, machineTag } from "../entry-tags.ts";
import type { ExportedEntry, ExportedList } from "../exporter.ts";
import { entryLines } from "../misp-lines.ts";
import { type MispObject, mispDocument, mispEvent, mispObject, unixText } from "../misp-object.ts";
import { COIN_ADDRESS } from "../misp-template.ts";
import { uuidV5 } from "../uuid-v5.ts";

const NAMESPACE = "0b6de5d3-9b0c-4b6e-8a55-3f2f7a1f6c04";

/**
 * One event for each mark: what MISP lets out it lets out by event, and the narrowest mark of an event holds for all of it. Its id follows
 * from its entries, for an attribute of MISP can stand in one event only: another content is another event.
 */
export function mispEvents({ id, at, entries }: ExportedList): string {
  const events = SHARINGS.flatMap((sharing) => {
    const marked = entries.filter((entry) => entry.sharing === sharing);
    return marked.length === 0 ? [] : [eventOf(id, at, sharing, marked)];
  });
  return mispDocument(events);
}

function eventOf(list: string, at: Date, sharing: Sharing, entries: readonly ExportedEntry[]) {
  const uuid = uuidV5(NAMESPACE, [list, sharing, ...entries.map(({ entryId }) => entryId)].join("\n"));
  const objects = entries.map((entry) => objectOf(uuid, unixText(at), entry));
  return mispEvent({ uuid, info: `Watchlist ${list}`, at, sharing, objects });
}

function objectOf(event: string, timestamp: string, entry: ExportedEntry): MispObject {
  const lines = entryLines(entry);
  const tags = [...entryTags(entry), machineTag("confidence", String(entry.confidence))];
  return mispObject({
    template: COIN_ADDRESS,
    event,
    name: entry.entryId,
    timestamp,
    attributes: [
      { type: "text", relation: "address-crypto", value: formatAddress(entry.address, entry.family), tags },
      ...(lines === "" ? [] : [{ type: "text", relation: "text", value: lines } as const]),
    ],
  });
}
