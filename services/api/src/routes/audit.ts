import { READING_ACTIONS } from "@redflag/contract/http/reading-actions";
import type { AuditCheckpoint, AuditEntry } from "@redflag/contract/http/routes/audit";
import type { AuditContent, AuditRow } from "@redflag/domain/audit";
import { listAuditCheckpoints, type StoredAuditCheckpoint } from "@redflag/store/audit-checkpoint";
import { listAudit } from "@redflag/store/audit-read";
import { auditLines } from "../audit-lines.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";

export function auditHandlers(): Pick<Handlers, "listAudit" | "listAuditCheckpoints" | "exportAudit"> {
  return {
    async listAudit({ query, read }) {
      const { limit, cursor, since, until, deeds, ...words } = query;
      const [beforeSeq] = cursor === undefined ? [] : decodeCursor("listAudit", query, cursor, ["number"]);
      const exceptDone = deeds === "true" ? READING_ACTIONS : undefined;
      const filters = { ...words, since: dateOf(since), until: dateOf(until), exceptDone };
      const place = { limit: limit + 1, ...(beforeSeq !== undefined && { beforeSeq: Number(beforeSeq) }) };
      const rows = await read((db) => listAudit(db, filters, place));
      return { body: pageOfRows("listAudit", query, rows, { item: entryOf, after: ({ seq }) => [seq] }) };
    },

    async listAuditCheckpoints({ query, read }) {
      const { limit, cursor } = query;
      const after =
        cursor === undefined ? undefined : decodeCursor("listAuditCheckpoints", query, cursor, ["number", "string"]);
      const before = after && { seq: Number(after[0]), keyId: String(after[1]) };
      const rows = await read((db) => listAuditCheckpoints(db, { limit: limit + 1, ...(before && { before }) }));
      return {
        body: pageOfRows("listAuditCheckpoints", query, rows, {
          item: checkpointOf,
          after: ({ seq, keyId }) => [seq, keyId],
        }),
      };
    },

    async exportAudit({ query: { from, rows }, read, tell }) {
      tell({ detail: { from } });
      const lines: string[] = [];
      await read(async (db) => {
        for await (const { text } of auditLines(db, { firstSeq: from, rowsMax: rows })) lines.push(text);
      });
      return {
        file: {
          name: `audit-from-${from}.ndjson`,
          type: "application/x-ndjson",
          bytes: Buffer.from(`${lines.join("\n")}\n`),
        },
      };
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
