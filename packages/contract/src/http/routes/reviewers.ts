import { z } from "zod";
import { Id } from "../fields.ts";
import { defineRoute } from "../route.ts";

/** More are not named, and `more` says that there are. Ours [E]. */
export const REVIEWERS_MAX = 1_000;

const Reviewer = z.strictObject({
  id: Id,
  name: z.string(),
  /** Those of the person's roles for which they may have alerts. */
  roles: z.array(z.enum(["analyst", "supervisor"])).min(1),
});
export type Reviewer = z.infer<typeof Reviewer>;

export const listReviewers = defineRoute({
  id: "listReviewers",
  method: "GET",
  path: "/v1/reviewers",
  tag: "Alerts",
  summary: "List the people to whom an alert or a case can be given",
  description:
    "Whoever has an open account and the role of an analyst or a supervisor: whom `assign` of an alert and the members of a case " +
    "take, and nobody else.",
  access: "alerts:review",
  answer: {
    status: 200,
    body: z.strictObject({ items: z.array(Reviewer).max(REVIEWERS_MAX), more: z.boolean() }),
    description: "By name; a thousand at most",
  },
  action: "reviewer.list",
});
