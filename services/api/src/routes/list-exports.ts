import { isHex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { getCurrentSeq } from "../known-list.ts";
import { readListExport, readSharedExport } from "../list-export.ts";

const ID_BYTES = 32;
const NUMBER_MAX = 2 ** 31;

/** Lists as others read them. The audit knows each document again by its hash. */
export function listExportHandlers(): Pick<Handlers, "exportWatchlist" | "exportSharedList"> {
  return {
    async exportWatchlist(call) {
      const { query, params } = call;
      const { format, audience } = query;
      const list = params.id;
      call.tell({ subject: `list:${list}`, detail: { format, audience } });
      const place =
        query.cursor === undefined
          ? undefined
          : decodeCursor("exportWatchlist", query, query.cursor, ["number", "number", "string"]);
      const { version, ...part } = await call.read(async (db) => {
        const current = await getCurrentSeq(db, list, [query.version]);
        const version = place === undefined ? (query.version ?? current) : numberOf(place[0]);
        if (version === 0 || version > current) throw new Problem("not_found", `list ${list} has no such version`);
        const after = place && { firstVersion: numberOf(place[1]), entryId: hashOf(place[2]) };
        return { version, ...(await readListExport(db, { list, version, audience, format, ...(after && { after }) })) };
      });
      const { next, ...told } = part;
      const { sha256, entries, leftOut } = told;
      call.tell({ detail: { format, audience, version, entries, leftOut, sha256 } });
      return {
        body: {
          ...{ list, format, audience, version, ...told },
          ...(next && { next: encodeCursor("exportWatchlist", query, [version, next.firstVersion, next.entryId]) }),
        },
      };
    },

    async exportSharedList(call) {
      const { query, params } = call;
      const { format } = query;
      const list = params.id;
      call.tell({ subject: `list:${list}`, detail: { format } });
      const place =
        query.cursor === undefined
          ? undefined
          : decodeCursor("exportSharedList", query, query.cursor, ["number", "string"]);
      const after = place && { version: numberOf(place[0]), entryId: hashOf(place[1]) };
      const { next, ...told } = await call.read((db) =>
        readSharedExport(db, { list, format, ...(after && { after }) }),
      );
      const { version, entries, sha256 } = told;
      call.tell({ detail: { format, version, entries, sha256 } });
      return {
        body: {
          ...{ list, format, ...told },
          ...(next && { next: encodeCursor("exportSharedList", query, [version, next]) }),
        },
      };
    },
  };
}

/** Anybody can make a cursor up: what the database could not read never reaches it. */
function numberOf(value: string | number | undefined): number {
  if (typeof value === "number" && value >= 0 && value < NUMBER_MAX) return value;
  throw foreign();
}

function hashOf(value: string | number | undefined) {
  if (isHex(value, ID_BYTES)) return value;
  throw foreign();
}

function foreign(): Problem {
  return new Problem("cursor_foreign", "it holds no place in this list");
}
