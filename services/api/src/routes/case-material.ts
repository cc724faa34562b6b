import { createHash, randomUUID } from "node:crypto";
import { Hash32 } from "@redflag/contract/identifiers";
import { parseAddress } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import {
  countCaseAlerts,
  insertCaseAlerts,
  listCaseAlerts,
  listOfferedAlerts,
  removeCaseAlert,
} from "@redflag/store/case-alert";
import {
  getAttachmentBytes,
  insertAttachment,
  listAttachments,
  removeAttachment,
} from "@redflag/store/case-attachment";
import { getCase, lockCase, requireOpen, type SeenCase } from "@redflag/store/case-file";
import { requireNoHold } from "@redflag/store/case-hold";
import { insertNote, listNotes } from "@redflag/store/case-note";
import { beginCaseWatch, endCaseWatch, listCaseWatches } from "@redflag/store/case-watch";
import type { Executor } from "@redflag/store/database";
import { listWatchReaches } from "@redflag/store/watch-alert-read";
import { readAttachment } from "../attachment-bytes.ts";
import type { Caller } from "../caller.ts";
import { attachmentBody, caseAlertBody, noteBody, offerBody } from "../case-body.ts";
import { caseViewerOf } from "../case-viewer.ts";
import { decodeCursor } from "../cursor.ts";
import type { AuditFact, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";
import { watchBody } from "../watch-body.ts";

type MaterialRoutes =
  | "listCaseAlerts"
  | "listCaseOffers"
  | "addCaseAlerts"
  | "removeCaseAlert"
  | "listCaseNotes"
  | "addCaseNote"
  | "listCaseAttachments"
  | "addCaseAttachment"
  | "getCaseAttachment"
  | "removeCaseAttachment"
  | "listCaseWatches"
  | "addCaseWatch"
  | "endCaseWatch";

/** The audit says what was done in which case; what is written in it stays in it. */
export function caseMaterialHandlers(): Pick<Handlers, MaterialRoutes> {
  return {
    async listCaseAlerts(call) {
      const { query } = call;
      const after =
        query.cursor === undefined
          ? undefined
          : scorePlaceOf(decodeCursor("listCaseAlerts", query, query.cursor, ["number", "string"]));
      const rows = await readIn(call, (db, seen) =>
        listCaseAlerts(db, seen, { limit: query.limit + 1, ...(after && { after }) }),
      );
      return {
        body: pageOfRows("listCaseAlerts", query, rows, {
          item: caseAlertBody,
          after: ({ alert }) => [alert.score, alert.id],
        }),
      };
    },

    async listCaseOffers(call) {
      const { query } = call;
      const [id] = query.cursor === undefined ? [] : decodeCursor("listCaseOffers", query, query.cursor, ["string"]);
      const after = id === undefined ? undefined : hashOf(id);
      const rows = await readIn(call, (db, seen) =>
        listOfferedAlerts(db, seen, { limit: query.limit + 1, ...(after && { after }) }),
      );
      return {
        body: pageOfRows("listCaseOffers", query, rows, { item: offerBody, after: ({ alert }) => [alert.id] }),
      };
    },

    async addCaseAlerts(call) {
      const viewer = caseViewerOf(call.caller);
      const alerts = [...new Set(call.body.alerts)] as Hash[];
      tellCase(call, { alerts: alerts.length });
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, call.params.id);
        requireOpen(seen);
        const added = await insertCaseAlerts(tx, seen, viewer, alerts);
        return { body: { added, alerts: await countCaseAlerts(tx, seen) } };
      });
    },

    async removeCaseAlert(call) {
      const { alert } = call.params;
      const { reason } = call.body;
      tellCase(call, { alert, reason });
      return call.write((tx) =>
        removeFrom(tx, call, (seen, viewer) => removeCaseAlert(tx, seen, viewer, { alertId: alert as Hash, reason })),
      );
    },

    async listCaseNotes(call) {
      const { query } = call;
      const after =
        query.cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listCaseNotes", query, query.cursor));
      const rows = await readIn(call, (db, seen) =>
        listNotes(db, seen, { limit: query.limit + 1, ...(after && { after }) }),
      );
      return { body: pageOfRows("listCaseNotes", query, rows, { item: noteBody, after: timeAndId }) };
    },

    async addCaseNote(call) {
      const viewer = caseViewerOf(call.caller);
      const { text, replaces } = call.body;
      const id = randomUUID();
      tellCase(call, { note: id, ...(replaces !== undefined && { replaces }) });
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, call.params.id);
        requireOpen(seen);
        const note = await insertNote(tx, seen, viewer, { id, text, ...(replaces !== undefined && { replaces }) });
        return { body: noteBody(note) };
      });
    },

    async listCaseAttachments(call) {
      const { query } = call;
      const after =
        query.cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listCaseAttachments", query, query.cursor));
      const rows = await readIn(call, (db, seen) =>
        listAttachments(db, seen, { limit: query.limit + 1, ...(after && { after }) }),
      );
      return { body: pageOfRows("listCaseAttachments", query, rows, { item: attachmentBody, after: timeAndId }) };
    },

    async addCaseAttachment(call) {
      const viewer = caseViewerOf(call.caller);
      const { name, type, content } = call.body;
      const id = randomUUID();
      tellCase(call, { attachment: id });
      // Before its bytes are looked at: they are nobody's business who may not attach them.
      await call.read((db) => getCase(db, viewer, call.params.id));
      const bytes = await readAttachment(content, type);
      const sha256 = createHash("sha256").update(bytes).digest();
      call.tell({ detail: { type, bytes: bytes.length, sha256: sha256.toString("hex") } });
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, call.params.id);
        requireOpen(seen);
        const attachment = await insertAttachment(tx, seen, viewer, { id, name, mediaType: type, bytes, sha256 });
        return { body: attachmentBody(attachment) };
      });
    },

    async getCaseAttachment(call) {
      const { attachment: id } = call.params;
      tellCase(call, { attachment: id });
      const { attachment, bytes } = await readIn(call, (db, seen) => getAttachmentBytes(db, seen, id));
      call.tell({ detail: { sha256: attachment.sha256 } });
      return { file: { name: attachment.name, type: attachment.mediaType, bytes } };
    },

    async removeCaseAttachment(call) {
      const { attachment: id } = call.params;
      const { reason } = call.body;
      tellCase(call, { attachment: id, reason });
      return call.write((tx) =>
        removeFrom(tx, call, (seen, viewer) => removeAttachment(tx, seen, viewer, { id, reason })),
      );
    },

    async listCaseWatches(call) {
      const { query } = call;
      const before =
        query.cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listCaseWatches", query, query.cursor));
      const { rows, reaches } = await readIn(call, async (db, seen) => {
        const rows = await listCaseWatches(db, seen, { limit: query.limit + 1, ...(before && { before }) });
        return { rows, reaches: await listWatchReaches(db, rows) };
      });
      return {
        body: pageOfRows("listCaseWatches", query, rows, {
          item: (watch) => watchBody(watch, reaches.get(watch.id)),
          after: timeAndId,
        }),
      };
    },

    async addCaseWatch(call) {
      const viewer = caseViewerOf(call.caller);
      const { address, reason } = call.body;
      const parsed = parseAddress(address);
      const id = randomUUID();
      // As of any private watch: who and why, and not which address.
      tellCase(call, { watch: id, reason });
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, call.params.id);
        requireOpen(seen);
        return { body: watchBody(await beginCaseWatch(tx, seen, viewer, { id, reason, ...parsed })) };
      });
    },

    async endCaseWatch(call) {
      const viewer = caseViewerOf(call.caller);
      const { watch } = call.params;
      tellCase(call, { watch });
      return call.write(async (tx) => {
        await endCaseWatch(tx, await lockCase(tx, viewer, call.params.id), viewer, watch);
        return {};
      });
    },
  };
}

interface CaseCall {
  caller: Caller;
  params: { id: string };
  tell(fact: AuditFact): void;
}

function tellCase({ params, tell }: CaseCall, detail?: AuditFact["detail"]): void {
  tell({ subject: `case:${params.id}`, ...(detail && { detail }) });
}

/** What a case has, for whoever sees the case. */
function readIn<T>(
  call: CaseCall & { read<R>(work: (db: Executor) => Promise<R>): Promise<R> },
  work: (db: Executor, seen: SeenCase) => Promise<T>,
): Promise<T> {
  tellCase(call);
  return call.read(async (db) => work(db, await getCase(db, caseViewerOf(call.caller), call.params.id)));
}

/** Takes something out of a case that is open and under no hold. */
async function removeFrom(
  tx: Executor,
  { caller, params }: CaseCall,
  remove: (seen: SeenCase, viewer: ReturnType<typeof caseViewerOf>) => Promise<void>,
): Promise<Record<string, never>> {
  const viewer = caseViewerOf(caller);
  const seen = await lockCase(tx, viewer, params.id);
  requireOpen(seen);
  await requireNoHold(tx, seen);
  await remove(seen, viewer);
  return {};
}

function timeAndId({ createdAt, id }: { createdAt: Date; id: string }): [string, string] {
  return [createdAt.toISOString(), id];
}

function scorePlaceOf([score, id]: readonly (string | number)[]): { score: number; id: Hash } {
  const place = { score: Number(score), id: hashOf(id) };
  if (Math.abs(place.score) > SCORE_MAX) throw new Problem("cursor_foreign", "it holds no place in this list");
  return place;
}

/** Of the column. */
const SCORE_MAX = 2_147_483_647;

/** Anybody can make a cursor up: what no column takes never reaches one. */
function hashOf(text: unknown): Hash {
  const parsed = Hash32.safeParse(text);
  if (!parsed.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  return parsed.data as Hash;
}
