import { z } from "zod";
import { Email, Id, IdParams, Name, Password, RoleWord, Time } from "../fields.ts";
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
  /** Locked until then after wrong passwords. */
  lockedUntil: Time.optional(),
  disabledAt: Time.optional(),
});
export type User = z.infer<typeof User>;

export const listUsers = defineRoute({
  id: "listUsers",
  method: "GET",
  path: "/v1/users",
  tag: "People",
  summary: "List people",
  access: "users:read",
  query: PageQuery.extend({ role: RoleWord.optional() }),
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
  }),
  answer: { status: 200, body: User, description: "Changed" },
  problems: ["not_found", "roles_invalid", "password_refused", "last_admin"],
  versioned: true,
  action: "user.update",
});
