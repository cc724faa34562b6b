import type { Permission } from "@redflag/domain/permission";
import { z } from "zod";
import { Id, IdParams, Name, Reason, RoleWord, ScopeWord, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

export const KEY_DAYS_MAX = 366;
/** What a sandbox key lives unless told. */
export const SANDBOX_KEY_DAYS = 30;
/** All that a sandbox key may do. */
export const SANDBOX_KEY_SCOPES: readonly Permission[] = ["events:read", "webhooks:read", "webhooks:write"];

export const ApiKey = z.strictObject({
  id: Id,
  name: Name,
  /** The first characters of the secret, to tell keys apart. */
  prefix: z.string(),
  role: RoleWord,
  scopes: z.array(ScopeWord),
  subscriber: Id.optional(),
  sandbox: z.boolean(),
  /** Who made it: `user:<id>`, `key:<id>`, or `system` for the command line. */
  createdBy: z.string(),
  createdAt: Time,
  expiresAt: Time,
  revokedAt: Time.optional(),
  /** To the minute. */
  lastUsedAt: Time.optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The secret is shown in this answer and never again. */
const NewKey = z.strictObject({ key: ApiKey, secret: z.string() });

export const listKeys = defineRoute({
  id: "listKeys",
  method: "GET",
  path: "/v1/keys",
  tag: "Keys",
  summary: "List API keys",
  description: "An exchange sees its own, and with `sandbox=true` those of its sandbox.",
  access: "keys:read",
  query: PageQuery.extend({
    /** Staff only: the keys of this exchange. */
    subscriber: Id.optional(),
    /** Made by this one, as `createdBy` names it. */
    createdBy: z
      .string()
      .regex(/^(?:(?:user|key):[0-9a-f-]{36}|system)$/)
      .optional(),
    /** An exchange only: the keys of its sandbox instead of its own. */
    sandbox: z.literal("true").optional(),
  }),
  answer: { status: 200, body: pageOf(ApiKey), description: "Newest first" },
  problems: ["not_found"],
  action: "key.list",
});

export const createKey = defineRoute({
  id: "createKey",
  method: "POST",
  path: "/v1/keys",
  tag: "Keys",
  summary: "Make an API key",
  description:
    "The secret is in this answer and never again. A key gets scopes that its role gives, and none that its maker does not " +
    "have; whoever may add people may give any role to a key too. A key cannot give `keys:write` on.",
  access: "keys:write",
  body: z.strictObject({
    name: Name,
    role: RoleWord,
    scopes: z.array(ScopeWord).min(1).max(20),
    /** Staff only: the exchange that the key is for. An exchange makes keys for itself. */
    subscriber: Id.optional(),
    days: z.int().min(1).max(KEY_DAYS_MAX).default(90),
  }),
  answer: { status: 201, body: NewKey, description: "Made" },
  problems: ["key_exceeds_maker", "roles_invalid", "not_found"],
  idempotent: true,
  showsSecret: true,
  action: "key.create",
});

export const getKey = defineRoute({
  id: "getKey",
  method: "GET",
  path: "/v1/keys/{id}",
  tag: "Keys",
  summary: "Show an API key",
  access: "keys:read",
  params: IdParams,
  answer: { status: 200, body: ApiKey, description: "The key, without its secret" },
  problems: ["not_found"],
  versioned: true,
  action: "key.read",
});

export const updateKey = defineRoute({
  id: "updateKey",
  method: "PATCH",
  path: "/v1/keys/{id}",
  tag: "Keys",
  summary: "Rename an API key",
  access: "keys:write",
  params: IdParams,
  body: z.strictObject({ name: Name }),
  answer: { status: 200, body: ApiKey, description: "Renamed" },
  problems: ["not_found"],
  versioned: true,
  action: "key.update",
});

export const revokeKey = defineRoute({
  id: "revokeKey",
  method: "DELETE",
  path: "/v1/keys/{id}",
  tag: "Keys",
  summary: "Revoke an API key",
  description: "It is refused everywhere within a second, for good. Revoking it again changes nothing.",
  access: "keys:write",
  params: IdParams,
  /** Why, for whoever reads the audit. */
  query: z.strictObject({ reason: Reason.optional() }),
  answer: { status: 204, description: "Revoked" },
  problems: ["not_found"],
  action: "key.revoke",
});

export const createSandboxKey = defineRoute({
  id: "createSandboxKey",
  method: "POST",
  path: "/v1/sandbox/keys",
  tag: "Sandbox",
  summary: "Make a sandbox key with sample events",
  description:
    "It reads events that no chain ever saw, from the same routes in the same form, and has them and tests sent by webhooks of the " +
    "sandbox's own; it opens nothing else.",
  access: "sandbox:write",
  body: z.strictObject({ name: Name, days: z.int().min(1).max(KEY_DAYS_MAX).default(SANDBOX_KEY_DAYS) }),
  answer: { status: 201, body: NewKey, description: "Made" },
  idempotent: true,
  showsSecret: true,
  action: "sandbox.create",
});
