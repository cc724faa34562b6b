import { z } from "zod";
import { Email, Id, IdParams, Password, RoleWord, ScopeWord, Time } from "../fields.ts";
import { defineRoute } from "../route.ts";
import { SessionFacts } from "./users.ts";

/** Who acts: a person with a session, or an API key. */
export const Caller = z.strictObject({
  kind: z.enum(["user", "key"]),
  id: Id,
  name: z.string(),
  roles: z.array(RoleWord),
  permissions: z.array(ScopeWord),
  /** The exchange that the caller belongs to; absent for staff. */
  subscriber: Id.optional(),
  /** Sample events only. */
  sandbox: z.boolean(),
  /** With a session: send it as `X-CSRF-Token` with every request that changes something. */
  csrfToken: z.string().optional(),
  expiresAt: Time.optional(),
});
export type Caller = z.infer<typeof Caller>;

export const getSession = defineRoute({
  id: "getSession",
  method: "GET",
  path: "/v1/session",
  tag: "Sessions",
  summary: "Say who is calling",
  access: "own-session",
  answer: { status: 200, body: Caller, description: "The caller" },
  action: "session.read",
});

export const getSignIn = defineRoute({
  id: "getSignIn",
  method: "GET",
  path: "/v1/sign-in",
  tag: "Sessions",
  summary: "Say how people sign in here",
  access: "public",
  answer: {
    status: 200,
    body: z.strictObject({
      /** POST /v1/session. */
      password: z.boolean(),
      /** GET /v1/oidc/start. */
      oidc: z.boolean(),
    }),
    description: "The ways in",
  },
  action: "sign-in.read",
});

export const createSession = defineRoute({
  id: "createSession",
  method: "POST",
  path: "/v1/session",
  tag: "Sessions",
  summary: "Sign in with a local account",
  description: "Sets the session cookie. After too many wrong passwords the account is locked for a while.",
  access: "public",
  body: z.strictObject({ email: Email, password: z.string().min(1).max(200) }),
  answer: { status: 200, body: Caller, description: "Signed in" },
  problems: ["sign_in_refused"],
  action: "session.create",
});

export const deleteSession = defineRoute({
  id: "deleteSession",
  method: "DELETE",
  path: "/v1/session",
  tag: "Sessions",
  summary: "Sign out",
  access: "own-session",
  answer: { status: 204, description: "Signed out; the session cannot be used again" },
  action: "session.delete",
});

/** The one that asks is the current one. */
const SessionRow = SessionFacts.extend({ isCurrent: z.boolean() });

export const listOwnSessions = defineRoute({
  id: "listOwnSessions",
  method: "GET",
  path: "/v1/sessions",
  tag: "Sessions",
  summary: "List your own open sessions",
  access: "own-session",
  answer: { status: 200, body: z.strictObject({ items: z.array(SessionRow) }), description: "Newest first" },
  action: "session.list",
});

export const endOwnSession = defineRoute({
  id: "endOwnSession",
  method: "DELETE",
  path: "/v1/sessions/{id}",
  tag: "Sessions",
  summary: "End one of your own sessions",
  access: "own-session",
  params: IdParams,
  answer: { status: 204, description: "Ended" },
  problems: ["not_found"],
  action: "session.end",
});

export const changePassword = defineRoute({
  id: "changePassword",
  method: "POST",
  path: "/v1/session/password",
  tag: "Sessions",
  summary: "Change your own password",
  description: "Ends every other session of yours.",
  access: "own-session",
  body: z.strictObject({ current: z.string().min(1).max(200), next: Password }),
  answer: { status: 204, description: "Changed" },
  problems: ["sign_in_refused", "password_refused"],
  action: "user.password",
});

export const startOidc = defineRoute({
  id: "startOidc",
  method: "GET",
  path: "/v1/oidc/start",
  tag: "Sessions",
  summary: "Sign in with the OpenID provider",
  description: "Authorization code with PKCE. Redirects to the provider.",
  access: "public",
  answer: { status: 302, description: "To the provider" },
  problems: ["oidc_unavailable"],
  action: "oidc.start",
});

export const finishOidc = defineRoute({
  id: "finishOidc",
  method: "GET",
  path: "/v1/oidc/callback",
  tag: "Sessions",
  summary: "Come back from the OpenID provider",
  access: "public",
  // The provider decides which parameters it adds; only those of RFC 6749 and RFC 9207 are read.
  query: z.looseObject({
    code: z.string().max(4000).optional(),
    state: z.string().max(200).optional(),
    iss: z.string().max(500).optional(),
    error: z.string().max(200).optional(),
  }),
  answer: { status: 302, description: "Signed in; to the console" },
  problems: ["oidc_unavailable", "oidc_refused"],
  action: "session.create",
});
