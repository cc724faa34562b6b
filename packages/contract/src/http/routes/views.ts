import { z } from "zod";
import { Id, IdParams, Name, Time } from "../fields.ts";
import { defineRoute } from "../route.ts";
import { AlertQuery } from "./alerts.ts";

const PARAMETER_CHARS_MAX = 2_000;

const Kept = AlertQuery.omit({ limit: true, cursor: true });

/**
 * Parameters of the list of alerts as they stand in a URL. They are kept as they were written and held to what the list takes;
 * where a page begins, and how long it is, is no part of a view.
 */
const NewViewQuery = z
  .record(z.string(), z.string().max(PARAMETER_CHARS_MAX))
  .transform(({ limit: _, cursor: __, ...kept }) => kept)
  .superRefine((query, context) => {
    for (const issue of Kept.safeParse(query).error?.issues ?? []) {
      if (issue.code !== "unrecognized_keys")
        context.addIssue({ code: "custom", path: issue.path, message: issue.message });
      else for (const key of issue.keys) context.addIssue({ code: "custom", path: [key], message: "is not known" });
    }
  });

const View = z.strictObject({
  id: Id,
  name: Name,
  query: z.record(z.string(), z.string()),
  /** All who may read alerts see it. */
  shared: z.boolean(),
  /** Yours, or of a key's the person's who made it. */
  own: z.boolean(),
  owner: z.strictObject({ name: z.string() }),
  /** You may change and delete it. */
  mayChange: z.boolean(),
  /** As an ETag's number, for `If-Match`. */
  version: z.int().positive(),
  changedAt: Time,
});
export type View = z.infer<typeof View>;

const common = { tag: "Views", versioned: true } as const;

export const listViews = defineRoute({
  id: "listViews",
  method: "GET",
  path: "/v1/views",
  tag: "Views",
  summary: "List saved views of the list of alerts: your own, and those that are shared",
  description: "All there are: a person has a hundred at most that are not shared, and a hundred at most are shared.",
  access: "alerts:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(View) }), description: "By name; your own first" },
  action: "view.list",
});

export const createView = defineRoute({
  ...common,
  id: "createView",
  method: "POST",
  path: "/v1/views",
  summary: "Save a view of the list of alerts",
  description:
    "`query` is what `GET /v1/alerts` takes, as text; `limit` and `cursor` are left out. `me` stays whoever opens it.",
  access: "alerts:review",
  body: z.strictObject({ name: Name, query: NewViewQuery, shared: z.boolean().default(false) }),
  answer: { status: 201, body: View, description: "Saved" },
  problems: ["view_exists", "views_full"],
  idempotent: true,
  action: "view.create",
});

export const updateView = defineRoute({
  ...common,
  id: "updateView",
  method: "PATCH",
  path: "/v1/views/{id}",
  summary: "Change a saved view: its name, what it shows, who sees it",
  description: "A shared one by its owner or a supervisor. One that is shared no more is its owner's alone.",
  access: "alerts:review",
  params: IdParams,
  body: z.strictObject({ name: Name.optional(), query: NewViewQuery.optional(), shared: z.boolean().optional() }),
  answer: { status: 200, body: View, description: "Changed" },
  problems: ["not_found", "view_exists", "views_full"],
  action: "view.update",
});

export const deleteView = defineRoute({
  ...common,
  id: "deleteView",
  method: "DELETE",
  path: "/v1/views/{id}",
  summary: "Delete a saved view",
  description: "A shared one by its owner or a supervisor.",
  access: "alerts:review",
  params: IdParams,
  answer: { status: 204, description: "Deleted" },
  problems: ["not_found"],
  action: "view.delete",
});
