import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import type { Caller as CallerBody } from "@redflag/contract/http/routes/sessions";
import { hashToken, newSessionToken } from "@redflag/runtime/secret-token";
import type { Executor } from "@redflag/store/database";
import { endSession, findSession, insertSession } from "@redflag/store/session";
import type { StoredUser } from "@redflag/store/user";
import type { Caller } from "./caller.ts";
import { callerOfSession } from "./caller-of.ts";
import type { Call, Cookie } from "./handler.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";

/** However much it is used: whoever stole one has it for so long at most. */
const SESSION_LIFE_S = 12 * 60 * 60;

/** The request that signs in. */
export type Visit = Pick<Call<Route>, "now" | "userAgent" | "cookies">;

/**
 * A session with a token that nobody knew before the sign-in: what an attacker may have put into the browser's cookie
 * never becomes a session. The one that it replaces ends.
 */
export async function openSession(
  tx: Executor,
  user: StoredUser,
  { now, userAgent, cookies }: Visit,
): Promise<{ body: CallerBody; cookie: Cookie }> {
  const before = cookies[SESSION_COOKIE];
  const replaced = before === undefined ? undefined : await findSession(tx, hashToken(before), now);
  if (replaced !== undefined) await endSession(tx, replaced.session.id, replaced.user.id, now);
  const token = newSessionToken();
  const tokenHash = hashToken(token);
  const csrfToken = newSessionToken();
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + SESSION_LIFE_S * 1000);
  await insertSession(tx, { tokenHash, id, userId: user.id, csrfToken, userAgent, now, expiresAt });
  const body = callerBody(callerOfSession({ session: { id, csrfToken, expiresAt }, user }, tokenHash));
  return { body, cookie: { name: SESSION_COOKIE, value: token, maxAgeS: SESSION_LIFE_S } };
}

export function callerBody(caller: Caller): CallerBody {
  return {
    kind: caller.kind,
    id: caller.id,
    name: caller.name,
    roles: [...caller.roles],
    permissions: [...caller.permissions].sort(),
    ...(caller.subscriberId !== undefined && { subscriber: caller.subscriberId }),
    sandbox: caller.sandbox,
    ...(caller.session && {
      csrfToken: caller.session.csrfToken,
      expiresAt: caller.session.expiresAt.toISOString(),
    }),
  };
}
