import type { AuditCheckpoint, AuditEntry } from "@redflag/contract/http/routes/audit";
import type { AuditContent, AuditRow } from "@redflag/domain/audit";
import { Problem } from "@redflag/domain/problem";
import { listAuditCheckpoints, type StoredAuditCheckpoint } from "@redflag/store/audit-checkpoint";
import { listAudit } from "@redflag/store/audit-read";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";

export function auditHandlers(): Pick<Handlers, "listAudit" | "listAuditCheckpoints"> {
  return {
    async listAudit({ query, read }) {
      const { limit, cursor, since, until, ...words } = query;
      const [beforeSeq] = cursor === undefined ? [] : decodeCursor("listAudit", query, cursor);
      if (beforeSeq !== undefined && typeof beforeSeq !== "number") throw foreign();
      const filters = { ...words, since: dateOf(since), until: dateOf(until) };
      // One more than is shown says whether there is a next page.
      const rows = await read((db) => listAudit(db, filters, { limit: limit + 1, beforeSeq }));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next = rows.length > limit && last !== undefined ? encodeCursor("listAudit", query, [last.seq]) : undefined;
      return { body: { items: shown.map(entryOf), ...(next !== undefined && { next }) } };
    },

    async listAuditCheckpoints({ query, read }) {
      const { limit, cursor } = query;
      const [seq, keyId] = cursor === undefined ? [] : decodeCursor("listAuditCheckpoints", query, cursor);
      const before = typeof seq === "number" && typeof keyId === "string" ? { seq, keyId } : undefined;
      if (cursor !== undefined && before === undefined) throw foreign();
      const found = await read((db) =>
        listAuditCheckpoints(db, { limit: limit + 1, ...(before !== undefined && { before }) }),
      );
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const next =
        found.length > limit && last !== undefined
          ? encodeCursor("listAuditCheckpoints", query, [last.seq, last.keyId])
          : undefined;
      const items = shown.map(checkpointOf);
      return { body: { items, ...(next !== undefined && { next }) } };
    },
  };
}

/** The content says all but the place: the columns only find it. */
function entryOf({ seq, hash, content }: AuditRow): AuditEntry {
  const { detail, ...entry } = JSON.parse(content) as AuditContent;
  return { seq, ...entry, ...(detail !== undefined && { detail: { ...detail } }), hash };
}

/** All that was signed, and by whom: whoever has the public key can check it. When it left the host is nobody's business. */
function checkpointOf({ database, seq, hash, at, keyId, signature }: StoredAuditCheckpoint): AuditCheckpoint {
  return { database, seq, hash, at, keyId, signature };
}

function dateOf(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

function foreign(): Problem {
  return new Problem("cursor_foreign", "it holds no place of this list");
}
