import { Problem } from "@redflag/domain/problem";
import { hashPassword } from "@redflag/runtime/password";
import type { Database, Executor } from "@redflag/store/database";
import { endSession, endSessions, listSessions } from "@redflag/store/session";
import { recordRightPassword } from "@redflag/store/sign-in";
import { findUser, type StoredUser, updateUser } from "@redflag/store/user";
import type { Caller } from "../caller.ts";
import type { Cookie, Handlers } from "../handler.ts";
import { callerBody, openSession } from "../open-session.ts";
import { assertFitPassword } from "../password-rule.ts";
import { SESSION_COOKIE } from "../session-cookie.ts";
import { sessionFacts } from "../session-facts.ts";
import { tryPassword } from "../try-password.ts";

export interface SessionDeps {
  staff: Database;
}

type SessionRoutes =
  | "getSession"
  | "createSession"
  | "deleteSession"
  | "listOwnSessions"
  | "endOwnSession"
  | "changePassword";

const FORGET: Cookie = { name: SESSION_COOKIE, value: "", maxAgeS: 0 };

export function sessionHandlers({ staff }: SessionDeps): Pick<Handlers, SessionRoutes> {
  return {
    async getSession(call) {
      return { body: callerBody(call.caller) };
    },

    async createSession(call) {
      const { now } = call;
      const { email, password } = call.body;
      const verdict = await tryPassword(staff, { email, password, now });
      if (!verdict.isRight) {
        call.tell({
          ...(verdict.userId !== undefined && { subject: `user:${verdict.userId}` }),
          detail: { cause: verdict.cause, email },
        });
        return call.write(async () => ({ refusal: refused() }));
      }
      const { id } = verdict.user;
      return call.write(async (tx) => {
        await recordRightPassword(tx, id);
        const user = await findStillOpen(tx, id, verdict.passwordHash);
        if (user === undefined) {
          call.tell({ subject: `user:${id}`, detail: { cause: "changed_meanwhile", email } });
          return { refusal: refused() };
        }
        call.tell({ subject: `user:${id}`, actor: { kind: "user", id, name: user.email } });
        const { body, cookie } = await openSession(tx, user, call);
        return { body, cookies: [cookie] };
      });
    },

    async deleteSession(call) {
      const { id, session } = personOf(call.caller);
      return call.writeOwn(async (tx) => {
        await endSession(tx, session.id, id, call.now);
        return { cookies: [FORGET] };
      });
    },

    async listOwnSessions(call) {
      const { id, session } = personOf(call.caller);
      const rows = await call.readOwn((db) => listSessions(db, id, call.now));
      const items = rows.map((row) => ({ ...sessionFacts(row), isCurrent: row.id === session.id }));
      return { body: { items } };
    },

    async endOwnSession(call) {
      const { id, session } = personOf(call.caller);
      call.tell({ subject: `session:${call.params.id}` });
      return call.writeOwn(async (tx) => {
        const isEnded = await endSession(tx, call.params.id, id, call.now);
        if (!isEnded) throw new Problem("not_found", "you have no open session of this id");
        return session.id === call.params.id ? { cookies: [FORGET] } : {};
      });
    },

    async changePassword(call) {
      const { id, name: email, session } = personOf(call.caller);
      const { current, next } = call.body;
      call.tell({ subject: `user:${id}` });
      assertFitPassword(next, email);
      const verdict = await tryPassword(staff, { email, password: current, now: call.now });
      if (!verdict.isRight) {
        call.tell({ detail: { cause: verdict.cause } });
        return call.write(async () => ({ refusal: refused() }));
      }
      const passwordHash = await hashPassword(next);
      return call.writeOwn(async (tx) => {
        await recordRightPassword(tx, id);
        const user = await findStillOpen(tx, id, verdict.passwordHash);
        if (user === undefined) throw refused();
        await updateUser(tx, { id, patch: { passwordHash } });
        await endSessions(tx, id, call.now, session.id);
        return {};
      });
    },
  };
}

/** One text for every cause: it says nothing about whether there is such an account, nor whether it waits. */
function refused(): Problem {
  return new Problem("sign_in_refused", "with this email and password nobody may sign in now");
}

/** Between the check of a password and this transaction it may have been changed, or the account closed. */
async function findStillOpen(tx: Executor, id: string, passwordHash: string): Promise<StoredUser | undefined> {
  const user = await findUser(tx, id);
  return user?.passwordHash === passwordHash && user.disabledAt === undefined ? user : undefined;
}

function personOf(caller: Caller): Caller & { session: NonNullable<Caller["session"]> } {
  const { session } = caller;
  if (session === undefined) throw new Problem("forbidden", "an API key has no session and no password: sign in");
  return { ...caller, session };
}
