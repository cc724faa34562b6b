import { randomUUID } from "node:crypto";
import type { RecordedPolicy as PolicyBody } from "@redflag/contract/http/routes/alert-review";
import { listLegalActions } from "@redflag/domain/alert-review";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listAlertActions } from "@redflag/store/alert-action-read";
import {
  getReviewed,
  type ReviewResults,
  reviewAlerts,
  reviewerOf,
  sceneOf,
  undoBatch,
} from "@redflag/store/alert-review";
import { findReview, listClosings } from "@redflag/store/alert-review-read";
import { getReviewPolicy, insertReviewPolicy, type RecordedPolicy } from "@redflag/store/review-policy";
import { actorOf, type Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { actionBody, readAction, resultBody, reviewBody, reviewVersion } from "../review-body.ts";

type ReviewRoutes =
  | "actOnAlert"
  | "listAlertActions"
  | "actOnAlerts"
  | "undoAlertBatch"
  | "getReviewPolicy"
  | "setReviewPolicy";

export function alertReviewHandlers(): Pick<Handlers, ReviewRoutes> {
  return {
    async actOnAlert(call) {
      const id = call.params.id as Hash;
      const { revision, ...body } = call.body;
      const action = readAction(body);
      call.tell({ subject: `alert:${id}`, detail: body });
      return call.write(async (tx) => {
        const results = await reviewAlerts(tx, {
          alerts: [namedAlert({ id, version: call.ifMatch, revision })],
          action,
          ...(body.text !== undefined && { text: body.text }),
          ...callerParts(call.caller),
          nowMs: call.now.getTime(),
        });
        const { review, seq } = getReviewed(results, id);
        return { body: reviewBody(review, call.now.getTime()), version: reviewVersion(seq) };
      });
    },

    async listAlertActions(call) {
      const { params, query, caller, now } = call;
      const id = params.id as Hash;
      const nowMs = now.getTime();
      const [beforeSeq] =
        query.cursor === undefined ? [] : decodeCursor("listAlertActions", query, query.cursor, ["number"]);
      call.tell({ subject: `alert:${id}` });
      return call.read(async (db) => {
        const stored = await findReview(db, id);
        if (stored === undefined) throw new Problem("not_found", `no alert has the id ${id}`);
        const closing = (await listClosings(db, [id])).get(id);
        const { actor, isSupervisor } = callerParts(caller);
        const who = await reviewerOf(db, actor, isSupervisor);
        const rows = await listAlertActions(db, id, {
          limit: query.limit + 1,
          ...(beforeSeq !== undefined && { beforeSeq: Number(beforeSeq) }),
        });
        const page = pageOfRows("listAlertActions", query, rows, { item: actionBody, after: ({ seq }) => [seq] });
        const allowed = listLegalActions(stored.review, who, sceneOf(stored, nowMs, closing));
        return {
          body: { ...page, review: reviewBody(stored.review, nowMs), allowed },
          version: reviewVersion(stored.seq),
        };
      });
    },

    async actOnAlerts(call) {
      const { alerts, ...body } = call.body;
      const action = readAction(body);
      refuseTwice(alerts.map(({ id }) => id));
      const batchId = randomUUID();
      const nowMs = call.now.getTime();
      call.tell({ subject: `batch:${batchId}`, detail: body });
      return call.write(async (tx) => {
        const results = await reviewAlerts(tx, {
          alerts: alerts.map(namedAlert),
          action,
          ...(body.text !== undefined && { text: body.text }),
          ...callerParts(call.caller),
          nowMs,
          batchId,
        });
        const facts = factsOf(results);
        call.tell({ detail: facts });
        const items = [...results].map(([id, result]) => resultBody(id, result, nowMs));
        return { body: { ...(facts.done.length > 0 && { batch: batchId }), items } };
      });
    },

    async undoAlertBatch(call) {
      const batchId = call.params.id;
      const { reason } = call.body;
      const nowMs = call.now.getTime();
      call.tell({ subject: `batch:${batchId}`, detail: { reason } });
      return call.write(async (tx) => {
        const { actor } = callerParts(call.caller);
        const results = await undoBatch(tx, { batchId, text: reason, actor, nowMs });
        call.tell({ detail: factsOf(results) });
        return { body: { items: [...results].map(([id, result]) => resultBody(id, result, nowMs)) } };
      });
    },

    async getReviewPolicy(call) {
      const policy = await call.read(getReviewPolicy);
      return { body: policyBody(policy), version: policy.seq };
    },

    async setReviewPolicy(call) {
      const { hours, newEvidence, reason } = call.body;
      call.tell({ detail: call.body });
      return call.write(async (tx) => {
        const before = await getReviewPolicy(tx);
        const policy: RecordedPolicy = {
          seq: (call.ifMatch ?? before.seq) + 1,
          hours: hours ?? before.hours,
          newEvidence: newEvidence ?? before.newEvidence,
          reason,
          author: call.caller.name,
          at: call.now,
        };
        if (!(await insertReviewPolicy(tx, policy))) {
          throw new Problem("version_outdated", `version ${before.seq} is there now`);
        }
        return { body: policyBody(policy), version: policy.seq };
      });
    },
  };
}

/** As somebody names one who has seen it: a version is an ETag's. */
function namedAlert({
  id,
  version,
  revision,
}: {
  id: string;
  version?: number | undefined;
  revision?: string | undefined;
}) {
  return {
    id: id as Hash,
    ...(version !== undefined && { seq: version - 1 }),
    ...(revision !== undefined && { revision: revision as Hash }),
  };
}

function callerParts(caller: Caller) {
  return { actor: actorOf(caller), isSupervisor: caller.permissions.has("alerts:overrule") };
}

/** @throws InvalidRequest where the second of two would meet what the first has done */
function refuseTwice(ids: readonly string[]): void {
  const at = ids.findIndex((id, i) => ids.indexOf(id) < i);
  if (at >= 0) throw new InvalidRequest([{ at: `/alerts/${at}/id`, fault: "is named before" }]);
}

/** For the audit: with which it was done, and with how many not. */
function factsOf(results: ReviewResults): { done: Hash[]; refused: number } {
  const done = [...results].filter(([, result]) => !(result instanceof Problem)).map(([id]) => id);
  return { done, refused: results.size - done.length };
}

function policyBody({ hours, newEvidence, author, reason, at }: RecordedPolicy): PolicyBody {
  return { hours, newEvidence, author, reason, at: at.toISOString() };
}
