import { randomUUID } from "node:crypto";
import type { updateUser as updateRoute } from "@redflag/contract/http/routes/users";
import { Problem } from "@redflag/domain/problem";
import { hashPassword } from "@redflag/runtime/password";
import type { Executor } from "@redflag/store/database";
import { endSession, endSessions, listLastSeen, listSessions } from "@redflag/store/session";
import { findUser, insertUser, listUsers, type StoredUser, updateUser } from "@redflag/store/user";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { assertFitPassword } from "../password-rule.ts";
import { sessionFacts } from "../session-facts.ts";
import { userBody } from "../user-body.ts";

type UserRoutes =
  | "listUsers"
  | "createUser"
  | "getUser"
  | "updateUser"
  | "listUserSessions"
  | "endUserSession"
  | "endUserSessions";
type UpdateBody = Call<typeof updateRoute>["body"];

export function userHandlers(): Pick<Handlers, UserRoutes> {
  return {
    async listUsers(call) {
      const { limit, cursor, role, state, words } = call.query;
      const [afterEmail] = cursor === undefined ? [] : decodeCursor("listUsers", call.query, cursor, ["string"]);
      const place = { limit: limit + 1, ...(afterEmail !== undefined && { afterEmail: String(afterEmail) }) };
      const filters = { role, words, ...(state !== undefined && { state: { is: state, now: call.now } }) };
      const rows = await call.read(async (db) => listSeen(db, await listUsers(db, place, filters)));
      return {
        body: pageOfRows("listUsers", call.query, rows, {
          item: ({ user, lastSeenAt }) => userBody(user, call.now, lastSeenAt),
          after: ({ user }) => [user.email],
        }),
      };
    },

    async createUser(call) {
      const { email, name, roles, subscriber: subscriberId, password } = call.body;
      assertFitPassword(password, email);
      const id = randomUUID();
      const passwordHash = await hashPassword(password);
      call.tell({ subject: `user:${id}`, detail: { email, roles } });
      return call.write(async (tx) => {
        const user = await insertUser(tx, {
          id,
          email,
          name,
          roles,
          ...(subscriberId !== undefined && { subscriberId }),
          passwordHash,
        });
        return { body: userBody(user, call.now), version: user.version };
      });
    },

    async getUser(call) {
      return call.read(async (db) => {
        const user = await getUser(db, call.params.id);
        return { body: userBody(user, call.now, await findLastSeen(db, user)), version: user.version };
      });
    },

    async updateUser(call) {
      const { params, body, caller, now } = call;
      const { name, roles, disabled, locked, password } = body;
      const { id } = params;
      if (caller.kind === "user" && caller.id === id) assertFitForOneself(body);
      call.tell({ subject: `user:${id}`, detail: changesOf(body) });
      const before = await call.read((db) => getUser(db, id));
      if (before.signIn === "oidc" && roles !== undefined) {
        throw new Problem("roles_invalid", "this person's roles follow the OpenID provider's groups at each sign-in");
      }
      if (password !== undefined) assertFitPassword(password, before.email);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      return call.write(async (tx) => {
        const user = await updateUser(tx, {
          id,
          ...(call.ifMatch !== undefined && { version: call.ifMatch }),
          patch: {
            ...(name !== undefined && { name }),
            ...(roles !== undefined && { roles }),
            ...(disabled !== undefined && { disabledAt: disabled ? now : null }),
            ...(locked !== undefined && { unlock: true }),
            ...(passwordHash !== undefined && { passwordHash }),
          },
        });
        if (user === undefined) throw new Problem("version_outdated", `version ${before.version} is there now`);
        if (passwordHash !== undefined) await endSessions(tx, id, now);
        return { body: userBody(user, call.now, await findLastSeen(tx, user)), version: user.version };
      });
    },

    async listUserSessions(call) {
      const { id } = call.params;
      call.tell({ subject: `user:${id}` });
      const rows = await call.read(async (db) => {
        await getUser(db, id);
        return listSessions(db, id, call.now);
      });
      return { body: { items: rows.map(sessionFacts) } };
    },

    async endUserSession(call) {
      const { id, session } = call.params;
      call.tell({ subject: `user:${id}`, detail: { session } });
      return call.write(async (tx) => {
        const isEnded = await endSession(tx, session, id, call.now);
        if (!isEnded) throw new Problem("not_found", "this person has no open session of this id");
        return {};
      });
    },

    async endUserSessions(call) {
      const { id } = call.params;
      call.tell({ subject: `user:${id}` });
      return call.write(async (tx) => {
        await getUser(tx, id);
        call.tell({ detail: { sessions: await endSessions(tx, id, call.now) } });
        return {};
      });
    },
  };
}

/** People, and when each was last there. */
async function listSeen(db: Executor, users: readonly StoredUser[]) {
  const seen = await listLastSeen(
    db,
    users.map(({ id }) => id),
  );
  return users.map((user) => ({ user, lastSeenAt: seen.get(user.id) }));
}

/** The same of one whom the caller has read. */
async function findLastSeen(db: Executor, { id }: StoredUser): Promise<Date | undefined> {
  return (await listLastSeen(db, [id])).get(id);
}

async function getUser(db: Executor, id: string): Promise<StoredUser> {
  const user = await findUser(db, id);
  if (user === undefined) throw new Problem("not_found", `no person has the id ${id}`);
  return user;
}

/** Whoever could change their own would need nobody else to become anything, or to lock everybody out by mistake. */
function assertFitForOneself({ roles, disabled, password }: UpdateBody): void {
  if (roles !== undefined) throw new Problem("forbidden", "nobody changes their own roles: ask another admin");
  if (disabled) throw new Problem("forbidden", "nobody disables their own account: ask another admin");
  if (password !== undefined) {
    throw new Problem(
      "forbidden",
      "your own password is changed by POST /v1/session/password, which asks for the old one",
    );
  }
}

function changesOf({ password, ...changes }: UpdateBody): Record<string, unknown> {
  return password === undefined ? changes : { ...changes, password: "set" };
}
