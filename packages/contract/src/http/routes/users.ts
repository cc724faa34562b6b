import { z } from "zod";
import { Email, Id, IdParams, Name, Password, Reason, RoleWord, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

export const User = z.strictObject({
  id: Id,
  email: Email,
  name: Name,
  roles: z.array(RoleWord),
  subscriber: Id.optional(),
  /** How the person signs in. */
  signIn: z.enum(["password", "oidc"]),
  createdAt: Time,
  /** To the minute; absent: never signed in. */
  lastSeenAt: Time.optional(),
  /** Locked until then after wrong passwords. */
  lockedUntil: Time.optional(),
  disabledAt: Time.optional(),
});
export type User = z.infer<typeof User>;

const USER_STATES = ["open", "locked", "disabled"] as const;

/** A session that somebody has open. */
export const SessionFacts = z.strictObject({
  id: Id,
  createdAt: Time,
  /** To the minute. */
  lastSeenAt: Time,
  expiresAt: Time,
  /** As the browser names itself: anybody can write anything there. */
  userAgent: z.string(),
});
export type SessionFacts = z.infer<typeof SessionFacts>;

export const listUsers = defineRoute({
  id: "listUsers",
  method: "GET",
  path: "/v1/users",
  tag: "People",
  summary: "List people",
  access: "users:read",
  query: PageQuery.extend({
    role: RoleWord.optional(),
    state: z.enum(USER_STATES).optional(),
    /** What the name or the email holds, in any case. */
    words: z.string().min(1).max(100).optional(),
  }),
  answer: { status: 200, body: pageOf(User), description: "By email" },
  action: "user.list",
});

export const createUser = defineRoute({
  id: "createUser",
  method: "POST",
  path: "/v1/users",
  tag: "People",
  summary: "Add a person with a local account",
  access: "users:write",
  body: z.strictObject({
    email: Email,
    name: Name,
    roles: z.array(RoleWord).min(1).max(5),
    subscriber: Id.optional(),
    /** Hand it over in person; whoever signs in with it can change it. */
    password: Password,
  }),
  answer: { status: 201, body: User, description: "Added" },
  problems: ["user_exists", "roles_invalid", "password_refused", "not_found"],
  versioned: true,
  idempotent: true,
  action: "user.create",
});

export const getUser = defineRoute({
  id: "getUser",
  method: "GET",
  path: "/v1/users/{id}",
  tag: "People",
  summary: "Show a person",
  access: "users:read",
  params: IdParams,
  answer: { status: 200, body: User, description: "The person" },
  problems: ["not_found"],
  versioned: true,
  action: "user.read",
});

export const updateUser = defineRoute({
  id: "updateUser",
  method: "PATCH",
  path: "/v1/users/{id}",
  tag: "People",
  summary: "Change a person's name, roles or password, or whether the account is open",
  description:
    "`disabled: true` and a new password end the person's sessions; `locked: false` lifts a lock. The last admin stays an " +
    "admin. Nobody changes their own roles, disables themselves, or sets their own password here. The roles of a person " +
    "who signs in with the OpenID provider follow its groups and are not changed here.",
  access: "users:write",
  params: IdParams,
  body: z.strictObject({
    name: Name.optional(),
    roles: z.array(RoleWord).min(1).max(5).optional(),
    disabled: z.boolean().optional(),
    locked: z.literal(false).optional(),
    /** For somebody who forgot theirs. */
    password: Password.optional(),
    /** Why, for whoever reads the audit. */
    reason: Reason.optional(),
  }),
  answer: { status: 200, body: User, description: "Changed" },
  problems: ["not_found", "roles_invalid", "password_refused", "last_admin"],
  versioned: true,
  action: "user.update",
});

export const listUserSessions = defineRoute({
  id: "listUserSessions",
  method: "GET",
  path: "/v1/users/{id}/sessions",
  tag: "People",
  summary: "List a person's open sessions",
  access: "users:write",
  params: IdParams,
  answer: { status: 200, body: z.strictObject({ items: z.array(SessionFacts) }), description: "Newest first" },
  problems: ["not_found"],
  action: "user.session_list",
});

export const endUserSession = defineRoute({
  id: "endUserSession",
  method: "DELETE",
  path: "/v1/users/{id}/sessions/{session}",
  tag: "People",
  summary: "End one of a person's sessions",
  description: "Whoever uses it is asked to sign in again.",
  access: "users:write",
  params: IdParams.extend({ session: Id }),
  answer: { status: 204, description: "Ended" },
  problems: ["not_found"],
  action: "user.session_end",
});

export const endUserSessions = defineRoute({
  id: "endUserSessions",
  method: "DELETE",
  path: "/v1/users/{id}/sessions",
  tag: "People",
  summary: "End all of a person's sessions",
  access: "users:write",
  params: IdParams,
  answer: { status: 204, description: "Ended; where there was none, nothing changed" },
  problems: ["not_found"],
  action: "user.session_end",
});
