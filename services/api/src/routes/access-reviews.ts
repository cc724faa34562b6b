import { randomUUID } from "node:crypto";
import type { AccessVerdict } from "@redflag/domain/access-review";
import { Problem } from "@redflag/domain/problem";
import { listAccess } from "@redflag/store/access-now";
import {
  finishAccessReview,
  insertAccessDecision,
  insertAccessReview,
  lockOpenAccessReview,
} from "@redflag/store/access-review";
import {
  getAccessReview,
  getAccessSubject,
  listAccessReviews,
  listAccessSubjects,
  type StoredAccessSubject,
} from "@redflag/store/access-review-read";
import { revokeApiKey } from "@redflag/store/api-key";
import type { Executor } from "@redflag/store/database";
import { listUsers, updateUser } from "@redflag/store/user";
import { accessReviewBody, accessSubjectBody } from "../access-review-body.ts";
import { accessReviewCsv } from "../access-review-csv.ts";
import { actorOf, type Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type ReviewRoutes =
  | "listAccessReviews"
  | "startAccessReview"
  | "getAccessReview"
  | "listAccessSubjects"
  | "decideAccess"
  | "finishAccessReview"
  | "exportAccessReview";

export function accessReviewHandlers(): Pick<Handlers, ReviewRoutes> {
  return {
    async listAccessReviews({ query, read }) {
      const { limit, cursor } = query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listAccessReviews", query, cursor));
      const rows = await read((db) => listAccessReviews(db, { limit: limit + 1, ...(before && { before }) }));
      return {
        body: pageOfRows("listAccessReviews", query, rows, {
          item: accessReviewBody,
          after: ({ startedAt, id }) => [startedAt.toISOString(), id],
        }),
      };
    },

    async startAccessReview(call) {
      const id = randomUUID();
      call.tell({ subject: `access_review:${id}` });
      return call.write(async (tx) => {
        const subjects = await listAccess(tx, call.now);
        await insertAccessReview(tx, { id, by: actorOf(call.caller), now: call.now, subjects });
        call.tell({ detail: { subjects: subjects.length } });
        return { body: accessReviewBody(await getAccessReview(tx, id)) };
      });
    },

    async getAccessReview({ params, read, tell }) {
      tell({ subject: `access_review:${params.id}` });
      return { body: accessReviewBody(await read((db) => getAccessReview(db, params.id))) };
    },

    async listAccessSubjects({ params: { id }, query, read, tell }) {
      tell({ subject: `access_review:${id}` });
      const { limit, cursor } = query;
      const [after] = cursor === undefined ? [] : decodeCursor("listAccessSubjects", query, cursor, ["number"]);
      const place = { limit: limit + 1, ...(after !== undefined && { afterOrdinal: ordinalOf(after) }) };
      const rows = await read(async (db) => {
        await getAccessReview(db, id);
        return listAccessSubjects(db, id, place);
      });
      return {
        body: pageOfRows("listAccessSubjects", query, rows, {
          item: accessSubjectBody,
          after: ({ ordinal }) => [ordinal],
        }),
      };
    },

    async decideAccess(call) {
      const { id } = call.params;
      const { subject, verdict, reason } = call.body;
      call.tell({ subject: `access_review:${id}`, detail: { of: subject, verdict, reason } });
      return call.write(async (tx) => {
        await lockOpenAccessReview(tx, id);
        const found = await getAccessSubject(tx, id, subject);
        call.tell({ detail: { of: `${found.kind}:${subject}` } });
        const isOwn = isOf(found, call.caller);
        if (isOwn) await refuseOwn(tx, call.caller, verdict);
        await insertAccessDecision(tx, {
          review: id,
          subject,
          verdict,
          reason,
          at: call.now,
          by: actorOf(call.caller),
          isOwn,
        });
        if (verdict === "end") await endAccess(tx, found, call);
        return { body: accessSubjectBody(await getAccessSubject(tx, id, subject)) };
      });
    },

    async finishAccessReview(call) {
      const { id } = call.params;
      call.tell({ subject: `access_review:${id}` });
      return call.write(async (tx) => {
        await lockOpenAccessReview(tx, id);
        await finishAccessReview(tx, id, { by: actorOf(call.caller), now: call.now });
        return { body: accessReviewBody(await getAccessReview(tx, id)) };
      });
    },

    async exportAccessReview({ params: { id }, read, tell }) {
      tell({ subject: `access_review:${id}` });
      const csv = await read(async (db) => {
        const review = await getAccessReview(db, id);
        return accessReviewCsv(review, await listAccessSubjects(db, id, { limit: review.subjectCount }));
      });
      return { file: { name: `access-review-${id}.csv`, type: "text/csv; charset=utf-8", bytes: Buffer.from(csv) } };
    },
  };
}

function isOf({ kind, id }: StoredAccessSubject, caller: Caller): boolean {
  return kind === caller.kind && id === caller.id;
}

/** Somebody else decides, where there is anybody else; the only admin keeps what they have, and the record says so. */
async function refuseOwn(tx: Executor, { id }: Caller, verdict: AccessVerdict): Promise<void> {
  const admins = await listUsers(tx, { limit: 100 }, { role: "admin" });
  const others = admins.filter((admin) => admin.id !== id && admin.disabledAt === undefined);
  if (others.length > 0) throw new Problem("forbidden", "nobody decides on their own access: ask another admin");
  if (verdict !== "keep") throw new Problem("last_admin", "the only admin keeps their access until there is another");
}

/** In the moment of the decision, so that none says that an access has ended which still opens doors. */
async function endAccess(
  tx: Executor,
  { kind, id }: StoredAccessSubject,
  { caller, now }: { caller: Caller; now: Date },
): Promise<void> {
  if (kind === "user") {
    await updateUser(tx, { id, patch: { disabledAt: now } });
    return;
  }
  if (!caller.permissions.has("keys:write")) throw new Problem("forbidden", "keys are revoked with keys:write");
  await revokeApiKey(tx, id, now);
}

/** Anybody can make a cursor up: what no column takes never reaches one. */
function ordinalOf(value: string | number): number {
  const ordinal = Number(value);
  if (ordinal < 0 || ordinal > ORDINAL_MAX) throw new Problem("cursor_foreign", "it holds no place in this list");
  return ordinal;
}

const ORDINAL_MAX = 2_147_483_647;
