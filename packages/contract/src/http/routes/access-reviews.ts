import { ACCESS_KINDS, ACCESS_MARKS, ACCESS_VERDICTS } from "@redflag/domain/access-review";
import { z } from "zod";
import { Id, IdParams, Reason, RoleWord, ScopeWord, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** `user:<id>` or `key:<id>`, and what it was called then. */
const By = z.strictObject({ id: z.string(), name: z.string() });

export const AccessReview = z.strictObject({
  id: Id,
  startedAt: Time,
  startedBy: By,
  finishedAt: Time.optional(),
  finishedBy: By.optional(),
  /** People and keys that had access when it began. */
  subjectCount: z.int().nonnegative(),
  decidedCount: z.int().nonnegative(),
});
export type AccessReview = z.infer<typeof AccessReview>;

const AccessDecision = z.strictObject({
  verdict: z.enum(ACCESS_VERDICTS),
  reason: z.string(),
  at: Time,
  by: By,
  /** The only admin decided on their own access. */
  isOwn: z.boolean(),
});

/** Somebody's or something's access, as it was when the review began. */
export const AccessSubject = z.strictObject({
  ordinal: z.int().positive(),
  kind: z.enum(ACCESS_KINDS),
  id: Id,
  name: z.string(),
  /** An email, or how the key begins. */
  label: z.string(),
  roles: z.array(RoleWord),
  /** Of a key. */
  scopes: z.array(ScopeWord),
  /** The name of the exchange that it is of. */
  subscriber: z.string().optional(),
  createdAt: Time,
  lastUsedAt: Time.optional(),
  expiresAt: Time.optional(),
  /** What is unusual about it. */
  marks: z.array(z.enum(ACCESS_MARKS)),
  /** The last one. */
  decision: AccessDecision.optional(),
});
export type AccessSubject = z.infer<typeof AccessSubject>;

const review = { tag: "Access reviews", access: "users:write" } as const;

export const listAccessReviews = defineRoute({
  ...review,
  id: "listAccessReviews",
  method: "GET",
  path: "/v1/access-reviews",
  summary: "List reviews of who has access",
  access: "users:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(AccessReview), description: "Newest first" },
  action: "access_review.list",
});

export const startAccessReview = defineRoute({
  ...review,
  id: "startAccessReview",
  method: "POST",
  path: "/v1/access-reviews",
  summary: "Begin a review of who has access",
  description:
    "It holds every person whose account is open and every key that works, as they are at this moment. One is open at a time.",
  answer: { status: 201, body: AccessReview, description: "Begun" },
  problems: ["access_review_refused"],
  idempotent: true,
  action: "access_review.start",
});

export const getAccessReview = defineRoute({
  ...review,
  id: "getAccessReview",
  method: "GET",
  path: "/v1/access-reviews/{id}",
  summary: "Show a review of who has access",
  access: "users:read",
  params: IdParams,
  answer: { status: 200, body: AccessReview, description: "The review" },
  problems: ["not_found"],
  action: "access_review.read",
});

export const listAccessSubjects = defineRoute({
  ...review,
  id: "listAccessSubjects",
  method: "GET",
  path: "/v1/access-reviews/{id}/subjects",
  summary: "List whose access is reviewed, and what was decided",
  access: "users:read",
  params: IdParams,
  query: PageQuery,
  answer: { status: 200, body: pageOf(AccessSubject), description: "People by email, then keys" },
  problems: ["not_found"],
  action: "access_review.read",
});

export const decideAccess = defineRoute({
  ...review,
  id: "decideAccess",
  method: "POST",
  path: "/v1/access-reviews/{id}/decisions",
  summary: "Decide on one access",
  description:
    "`end` closes the person's account, or revokes the key, in the same moment; `change` says that roles or scopes are to be made " +
    "less, which is done where they are changed. Until the review is finished it can be decided anew, and every decision is kept. Nobody " +
    "decides on their own access while there is another admin; the only one may keep it, and the decision says so.",
  params: IdParams,
  body: z.strictObject({ subject: Id, verdict: z.enum(ACCESS_VERDICTS), reason: Reason }),
  answer: { status: 201, body: AccessSubject, description: "Decided" },
  problems: ["not_found", "access_review_refused", "last_admin"],
  idempotent: true,
  action: "access_review.decide",
});

export const finishAccessReview = defineRoute({
  ...review,
  id: "finishAccessReview",
  method: "POST",
  path: "/v1/access-reviews/{id}/finish",
  summary: "Finish a review of who has access",
  description: "Once every access was decided on. Nothing in it can be changed then.",
  params: IdParams,
  answer: { status: 200, body: AccessReview, description: "Finished" },
  problems: ["not_found", "access_review_refused"],
  idempotent: true,
  action: "access_review.finish",
});

export const exportAccessReview = defineRoute({
  ...review,
  id: "exportAccessReview",
  method: "GET",
  path: "/v1/access-reviews/{id}/export",
  summary: "Take a review of who has access as CSV",
  description: "One access a row, with what was decided, by whom and why.",
  access: "users:read",
  params: IdParams,
  answer: { status: 200, file: ["text/csv"], description: "CSV (RFC 4180)" },
  problems: ["not_found"],
  action: "access_review.export",
});
