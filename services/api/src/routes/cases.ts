import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import type { CaseAccessEntry, CaseDetail, createCase } from "@redflag/contract/http/routes/cases";
import { parseAddressOn } from "@redflag/domain/address";
import type { AuditContent } from "@redflag/domain/audit";
import type { CaseBasis } from "@redflag/domain/case";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listAudit } from "@redflag/store/audit-read";
import {
  type CaseSubject,
  insertCaseAlerts,
  insertSubject,
  listAlertIdsAbout,
  listAlertIdsOfCluster,
} from "@redflag/store/case-alert";
import { changeCase } from "@redflag/store/case-change";
import {
  type CaseViewer,
  getCase,
  insertCase,
  listCases,
  lockCase,
  requireOpen,
  type SeenCase,
} from "@redflag/store/case-file";
import { getHeldCopy, insertHold, liftHold } from "@redflag/store/case-hold";
import { listMembers, removeMember, upsertMember } from "@redflag/store/case-member";
import { listTimeline } from "@redflag/store/case-timeline";
import type { Executor } from "@redflag/store/database";
import type { Caller } from "../caller.ts";
import { caseBody, memberBody, readCaseDetail, timelineBody } from "../case-body.ts";
import { readCaseExport } from "../case-export.ts";
import { caseFile } from "../case-file-of.ts";
import { caseViewerOf } from "../case-viewer.ts";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type CaseRoutes =
  | "listCases"
  | "createCase"
  | "getCase"
  | "updateCase"
  | "addCaseMember"
  | "removeCaseMember"
  | "holdCase"
  | "liftCaseHold"
  | "getHeldCopy"
  | "listCaseTimeline"
  | "listCaseAccess"
  | "exportCase";

export function caseHandlers(): Pick<Handlers, CaseRoutes> {
  return {
    async listCases(call) {
      const { query } = call;
      const { limit, cursor, status, of } = query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listCases", query, cursor));
      const rows = await call.read((db) =>
        listCases(db, caseViewerOf(call.caller), {
          limit: limit + 1,
          own: of === "own",
          ...(before && { before }),
          ...(status !== undefined && { status }),
        }),
      );
      return {
        body: pageOfRows("listCases", query, rows, {
          item: caseBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async createCase(call) {
      const { title, reason } = call.body;
      const begin = beginningOf(call.body);
      const viewer = caseViewerOf(call.caller);
      const id = randomUUID();
      call.tell({ subject: `case:${id}`, detail: { reason, basis: begin.basis } });
      return call.write(async (tx) => {
        const seen = await insertCase(tx, viewer, { id, title, basis: begin.basis }, { reason });
        await begin.fill(tx, seen, viewer);
        call.tell({ detail: { number: seen.number } });
        return { body: await readCaseDetail(tx, seen, call.caller.permissions), version: seen.version };
      });
    },

    async getCase(call) {
      const { id } = call.params;
      call.tell({ subject: `case:${id}` });
      return call.read(async (db) => {
        const seen = await getCase(db, caseViewerOf(call.caller), id);
        return { body: await readCaseDetail(db, seen, call.caller.permissions), version: seen.version };
      });
    },

    async updateCase(call) {
      const { id } = call.params;
      const { owner: ownerId, title, status, reason } = call.body;
      if (ownerId === undefined && title === undefined && status === undefined) {
        throw new InvalidRequest([{ at: "", fault: "is none of title, status and owner" }]);
      }
      // A title may tell what the case is about; the audit is read by some who may not know.
      const told = {
        ...(status && { status }),
        ...(ownerId && { owner: ownerId }),
        ...(title && { title: "changed" }),
      };
      call.tell({ subject: `case:${id}`, detail: { ...told, reason } });
      const viewer = caseViewerOf(call.caller);
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, id);
        if (status === undefined) requireOpen(seen);
        await changeCase(tx, seen, viewer, {
          version: call.ifMatch ?? seen.version,
          reason,
          ...(title !== undefined && { title }),
          ...(status !== undefined && { status }),
          ...(ownerId !== undefined && { ownerId }),
        });
        return readChanged(tx, call.caller, id);
      });
    },

    async addCaseMember(call) {
      const { id } = call.params;
      const { person: userId, role } = call.body;
      call.tell({ subject: `case:${id}`, detail: { person: userId, role } });
      const viewer = caseViewerOf(call.caller);
      return call.write(async (tx) => {
        const seen = await lockCase(tx, viewer, id);
        requireOpen(seen);
        await upsertMember(tx, seen, viewer, { userId, role });
        return { body: { items: (await listMembers(tx, seen)).map(memberBody) } };
      });
    },

    async removeCaseMember(call) {
      const { id, person } = call.params;
      call.tell({ subject: `case:${id}`, detail: { person } });
      const viewer = caseViewerOf(call.caller);
      return call.write(async (tx) => {
        // Also of a closed one: somebody must be able to lose sight of it.
        await removeMember(tx, await lockCase(tx, viewer, id), viewer, person);
        return {};
      });
    },

    async holdCase(call) {
      const { id } = call.params;
      const { reason } = call.body;
      const viewer = caseViewerOf(call.caller);
      call.tell({ subject: `case:${id}` });
      const told = await call.read(async (db) =>
        readCaseExport(db, await getCase(db, viewer, id), { by: viewer, now: call.now }),
      );
      const { bytes: copy, sha256 } = caseFile(told, "json");
      call.tell({ detail: { sha256 } });
      return changeHold(call, (tx, seen) => insertHold(tx, seen, viewer, { id: randomUUID(), reason, copy, sha256 }));
    },

    liftCaseHold: (call) =>
      changeHold(call, (tx, seen, viewer) => liftHold(tx, seen, viewer, { reason: call.body.reason })),

    async getHeldCopy(call) {
      const { id } = call.params;
      call.tell({ subject: `case:${id}` });
      const { number, setAt, copy } = await call.read(async (db) => {
        const seen = await getCase(db, caseViewerOf(call.caller), id);
        return { number: seen.number, ...(await getHeldCopy(db, seen)) };
      });
      const name = `${number}-held-${setAt.toISOString().slice(0, 10)}.json`;
      return { file: { name, type: "application/json; charset=utf-8", bytes: copy } };
    },

    async listCaseTimeline(call) {
      const { query, params } = call;
      call.tell({ subject: `case:${params.id}` });
      const after =
        query.cursor === undefined
          ? undefined
          : decodeCursor("listCaseTimeline", query, query.cursor, ["number", "string"]);
      const place = after && { at: dateOfCursor(Number(after[0])), key: String(after[1]) };
      const rows = await call.read(async (db) => {
        const seen = await getCase(db, caseViewerOf(call.caller), params.id);
        return listTimeline(db, seen, { limit: query.limit + 1, ...(place && { after: place }) });
      });
      return {
        body: pageOfRows("listCaseTimeline", query, rows, {
          item: timelineBody,
          after: ({ at, key }) => [at.getTime(), key],
        }),
      };
    },

    async listCaseAccess(call) {
      const { query, params } = call;
      const subject = `case:${params.id}`;
      call.tell({ subject });
      const [beforeSeq] =
        query.cursor === undefined ? [] : decodeCursor("listCaseAccess", query, query.cursor, ["number"]);
      const place = { limit: query.limit + 1, ...(beforeSeq !== undefined && { beforeSeq: Number(beforeSeq) }) };
      const rows = await call.read(async (db) => {
        await getCase(db, caseViewerOf(call.caller), params.id);
        return listAudit(db, { subject }, place);
      });
      return {
        body: pageOfRows("listCaseAccess", query, rows, {
          item: ({ content }) => accessBody(JSON.parse(content) as AuditContent),
          after: ({ seq }) => [seq],
        }),
      };
    },

    async exportCase(call) {
      const { id } = call.params;
      const { format } = call.query;
      call.tell({ subject: `case:${id}`, detail: { format } });
      const viewer = caseViewerOf(call.caller);
      const told = await call.read(async (db) => {
        const seen = await getCase(db, viewer, id);
        return readCaseExport(db, seen, { by: viewer, now: call.now });
      });
      const file = caseFile(told, format);
      call.tell({ detail: { sha256: file.sha256, bytes: file.bytes.length, cut: told.cut.length } });
      return { file };
    },
  };
}

interface Beginning {
  basis: CaseBasis;
  fill(tx: Executor, seen: SeenCase, viewer: CaseViewer): Promise<void>;
}

/** @throws InvalidRequest unless it is one of three; Problem as `parseAddressOn`, `chain_unknown` */
function beginningOf({ subject, cluster, alerts }: Call<typeof createCase>["body"]): Beginning {
  const given = [subject, cluster, alerts].filter((part) => part !== undefined);
  if (given.length !== 1) throw new InvalidRequest([{ at: "", fault: "is not one of subject, cluster and alerts" }]);
  const take = async (tx: Executor, seen: SeenCase, viewer: CaseViewer, ids: readonly string[]) => {
    await insertCaseAlerts(tx, seen, viewer, [...new Set(ids)] as Hash[]);
  };
  if (subject !== undefined) {
    const about = subjectOf(subject);
    return {
      basis: "subject",
      async fill(tx, seen, viewer) {
        await insertSubject(tx, seen, about);
        await take(tx, seen, viewer, await listAlertIdsAbout(tx, about));
      },
    };
  }
  if (cluster !== undefined) {
    return {
      basis: "cluster",
      fill: async (tx, seen, viewer) => take(tx, seen, viewer, await listAlertIdsOfCluster(tx, cluster as Hash)),
    };
  }
  return { basis: "hand", fill: (tx, seen, viewer) => take(tx, seen, viewer, alerts ?? []) };
}

function subjectOf(caip10: string): CaseSubject {
  const [namespace, reference, account = ""] = caip10.split(":");
  const chain = CHAINS.find(({ caip2 }) => caip2 === `${namespace}:${reference}`);
  if (chain === undefined) throw new Problem("chain_unknown", `${namespace}:${reference}`);
  return { chainId: chain.id, address: parseAddressOn(chain, account) };
}

async function changeHold(
  call: Pick<Call<Route>, "tell"> & {
    caller: Caller;
    params: { id: string };
    body: { reason: string };
    write(work: (tx: Executor) => Promise<{ body: CaseDetail }>): Promise<{ body?: CaseDetail }>;
  },
  change: (tx: Executor, seen: SeenCase, viewer: CaseViewer) => Promise<void>,
): Promise<{ body?: CaseDetail }> {
  const { id } = call.params;
  call.tell({ subject: `case:${id}`, detail: { reason: call.body.reason } });
  const viewer = caseViewerOf(call.caller);
  return call.write(async (tx) => {
    await change(tx, await lockCase(tx, viewer, id), viewer);
    return { body: (await readChanged(tx, call.caller, id)).body };
  });
}

/** As it is after a change, for whoever made it. */
async function readChanged(tx: Executor, caller: Caller, id: string) {
  const seen = await getCase(tx, caseViewerOf(caller), id);
  return { body: await readCaseDetail(tx, seen, caller.permissions), version: seen.version };
}

/** Beyond what a Date can be it is no place in any list. */
function dateOfCursor(ms: number): Date {
  const at = new Date(ms);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9_999 || at.getUTCFullYear() < 1) {
    throw new Problem("cursor_foreign", "it holds no place in this list");
  }
  return at;
}

function accessBody({ at, actor, action, outcome }: AuditContent): CaseAccessEntry {
  return { at, by: { id: `${actor.kind}:${actor.id}`, name: actor.name }, action, outcome };
}
