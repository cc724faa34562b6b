import { randomUUID } from "node:crypto";
import type { updateUser as updateRoute } from "@redflag/contract/http/routes/users";
import { Problem } from "@redflag/domain/problem";
import { hashPassword } from "@redflag/runtime/password";
import type { Executor } from "@redflag/store/database";
import { endSessions } from "@redflag/store/session";
import { findUser, insertUser, listUsers, type StoredUser, updateUser } from "@redflag/store/user";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { assertFitPassword } from "../password-rule.ts";
import { userBody } from "../user-body.ts";

type UserRoutes = "listUsers" | "createUser" | "getUser" | "updateUser";
type UpdateBody = Call<typeof updateRoute>["body"];

export function userHandlers(): Pick<Handlers, UserRoutes> {
  return {
    async listUsers(call) {
      const { limit, cursor, role } = call.query;
      const [afterEmail] = cursor === undefined ? [] : decodeCursor("listUsers", call.query, cursor, ["string"]);
      const rows = await call.read((db) =>
        listUsers(db, {
          limit: limit + 1,
          ...(afterEmail !== undefined && { afterEmail: String(afterEmail) }),
          ...(role !== undefined && { role }),
        }),
      );
      return {
        body: pageOfRows("listUsers", call.query, rows, {
          item: (user) => userBody(user, call.now),
          after: ({ email }) => [email],
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
      const user = await call.read((db) => getUser(db, call.params.id));
      return { body: userBody(user, call.now), version: user.version };
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
        return { body: userBody(user, call.now), version: user.version };
      });
    },
  };
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
