import { isHex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { ImportAccount } from "@redflag/lists/import-account";
import { type EntryPlace, listEntryPage } from "@redflag/store/entry-page";
import { findCountedImport } from "@redflag/store/import-account-read";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { readEntrySearch } from "../entry-search.ts";
import type { Handlers } from "../handler.ts";
import { assertList, getCurrentSeq } from "../known-list.ts";
import { listingBody } from "../list-entry-body.ts";

type ListEntryRoutes = "listListEntries" | "listRefusedRows";

const ADDRESS_BYTES = 20;
const ID_BYTES = 32;
const NUMBER_MAX = 2 ** 31;

/** What a list holds, and what of its file it does not. */
export function listEntryHandlers(): Pick<Handlers, ListEntryRoutes> {
  return {
    async listListEntries(call) {
      const { query, params, now } = call;
      const { q, category, sharing, state, limit } = query;
      call.tell({ subject: `list:${params.id}`, detail: { q, category, sharing, state, version: query.version } });
      const search = q === undefined ? {} : readEntrySearch(q);
      const { addresses, ...words } = search;
      const after =
        query.cursor === undefined
          ? undefined
          : placeOf(decodeCursor("listListEntries", query, query.cursor), addresses !== undefined);
      const time = now.getTime() / 1000;
      const { items, next } = await call.read(async (db) => {
        const current = await getCurrentSeq(db, params.id, [query.version]);
        const version = after?.version ?? query.version ?? current;
        const filter = {
          ...words,
          ...(category && { category }),
          ...(sharing && { sharing }),
          ...(state && { state }),
        };
        const page = await listEntryPage(db, {
          ...{ list: params.id, version, time, filter, limit },
          ...(addresses !== undefined && { addresses }),
          ...(after !== undefined && { after: after.place }),
        });
        return { items: page.items, next: page.next && cursorValues(page.next, version) };
      });
      return {
        body: {
          items: items.map((listing) => listingBody(listing, time)),
          ...(next !== undefined && { next: encodeCursor("listListEntries", query, next) }),
        },
      };
    },

    async listRefusedRows(call) {
      const { query, params } = call;
      call.tell({ subject: `list:${params.id}` });
      const [version, offset = 0] =
        query.cursor === undefined ? [] : decodeCursor("listRefusedRows", query, query.cursor, ["number", "number"]);
      const place = {
        offset: numberOf(offset),
        limit: query.limit,
        ...(version !== undefined && { version: numberOf(version) }),
      };
      const counted = await call.read(async (db) => {
        await assertList(db, params.id);
        return findCountedImport(db, params.id, place);
      });
      if (counted === undefined) return { body: { items: [] } };
      const { refusals, ...account } = ImportAccount.parse({ ...counted.figures, refusals: counted.refusals });
      const end = place.offset + refusals.length;
      const isMore = end < counted.refusedCount && refusals.length > 0;
      return {
        body: {
          import: {
            version: counted.version,
            format: account.importer,
            rows: account.rows,
            repeated: account.repeated,
            repaired: account.repairs,
            foreign: account.foreign,
            refused: counted.refusedCount,
          },
          items: refusals,
          ...(isMore && { next: encodeCursor("listRefusedRows", query, [counted.version, end]) }),
        },
      };
    },
  };
}

/** Pages of one list are of one version, even where another comes between them. */
function cursorValues(place: EntryPlace, version: number): readonly (string | number)[] {
  const { entryId, firstVersion } = place;
  return "address" in place ? [version, place.address, entryId, firstVersion] : [version, entryId, firstVersion];
}

/** Anybody can make a cursor up: what the database could not read never reaches it. */
function placeOf(values: readonly (string | number)[], isByAddress: boolean): { version: number; place: EntryPlace } {
  const [version, ...place] = values;
  const address = isByAddress ? place.shift() : undefined;
  const [entryId, firstVersion, ...rest] = place;
  if (!isHex(entryId, ID_BYTES) || rest.length > 0) throw foreign();
  const common = { entryId, firstVersion: numberOf(firstVersion) };
  if (!isByAddress) return { version: numberOf(version), place: common };
  if (!isHex(address, ADDRESS_BYTES)) throw foreign();
  return { version: numberOf(version), place: { ...common, address } };
}

function numberOf(value: string | number | undefined): number {
  if (typeof value === "number" && value >= 0 && value < NUMBER_MAX) return value;
  throw foreign();
}

function foreign(): Problem {
  return new Problem("cursor_foreign", "it holds no place in this list");
}
