import { randomUUID } from "node:crypto";
import type { User, updateUser as updateRoute } from "@redflag/contract/http/routes/users";
import { Problem } from "@redflag/domain/problem";
import { type Role, rolesFit } from "@redflag/domain/role";
import { hashPassword } from "@redflag/runtime/password";
import type { Executor } from "@redflag/store/database";
import { endSessions } from "@redflag/store/session";
import { findSubscriber } from "@redflag/store/subscriber";
import { findUser, findUserByEmail, insertUser, listUsers, type StoredUser, updateUser } from "@redflag/store/user";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { pageBody } from "../page.ts";

type UserRoutes = "listUsers" | "createUser" | "getUser" | "updateUser";
type UpdateBody = Call<typeof updateRoute>["body"];

export function userHandlers(): Pick<Handlers, UserRoutes> {
  return {
    async listUsers(call) {
      const { limit, cursor, role } = call.query;
      const query = { role };
      const [afterEmail] = cursor === undefined ? [] : decodeCursor("listUsers", query, cursor);
      const rows = await call.read((db) =>
        listUsers(db, {
          limit: limit + 1,
          ...(afterEmail !== undefined && { afterEmail: String(afterEmail) }),
          ...(role !== undefined && { role }),
        }),
      );
      return {
        body: pageBody({ route: "listUsers", query, limit, rows, toItem: userBody, keyOf: (row) => [row.email] }),
      };
    },

    async createUser(call) {
      const { email, name, roles, subscriber: subscriberId, password } = call.body;
      assertRolesFit(roles, subscriberId);
      const id = randomUUID();
      const passwordHash = await hashPassword(password);
      call.tell({ subject: `user:${id}`, detail: { email, roles } });
      return call.write(async (tx) => {
        if (subscriberId !== undefined) await assertSubscriber(tx, subscriberId);
        if ((await findUserByEmail(tx, email)) !== undefined) throw new Problem("user_exists", email);
        const user = await insertUser(tx, {
          id,
          email,
          name,
          roles,
          ...(subscriberId !== undefined && { subscriberId }),
          passwordHash,
        });
        return { body: userBody(user), version: user.version };
      });
    },

    async getUser(call) {
      const user = await call.read((db) => getUser(db, call.params.id));
      return { body: userBody(user), version: user.version };
    },

    async updateUser(call) {
      const { params, body, caller, now } = call;
      const { name, roles, disabled, locked, password } = body;
      const { id } = params;
      if (caller.kind === "user" && caller.id === id) assertFitForOneself(body);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      call.tell({ subject: `user:${id}`, detail: changesOf(body) });
      return call.write(async (tx) => {
        const before = await getUser(tx, id);
        if (before.oidc !== undefined) assertFitForOidc(body);
        if (roles !== undefined) assertRolesFit(roles, before.subscriberId);
        const user = await updateUser(tx, {
          id,
          ...(call.ifMatch !== undefined && { version: call.ifMatch }),
          patch: {
            ...(name !== undefined && { name }),
            ...(roles !== undefined && { roles }),
            ...(disabled !== undefined && { disabledAt: disabled ? (before.disabledAt ?? now) : null }),
            ...(locked !== undefined && { unlock: true }),
            ...(passwordHash !== undefined && { passwordHash }),
          },
        });
        if (user === undefined) throw new Problem("version_outdated", `version ${before.version} is there now`);
        if (disabled || passwordHash !== undefined) await endSessions(tx, id, now);
        return { body: userBody(user), version: user.version };
      });
    },
  };
}

async function getUser(db: Executor, id: string): Promise<StoredUser> {
  const user = await findUser(db, id);
  if (user === undefined) throw new Problem("not_found", `no person has the id ${id}`);
  return user;
}

/** A sandbox has no people: it is read with keys alone. */
async function assertSubscriber(db: Executor, id: string): Promise<void> {
  const subscriber = await findSubscriber(db, id);
  if (subscriber === undefined || subscriber.sandboxOf !== undefined) {
    throw new Problem("not_found", `no subscriber has the id ${id}`);
  }
}

function assertRolesFit(roles: readonly Role[], subscriberId: string | undefined): void {
  if (!rolesFit(roles)) throw new Problem("roles_invalid", roles.join(", "));
  if (roles.includes("exchange") === (subscriberId !== undefined)) return;
  const fact = subscriberId === undefined ? "exchange without a subscriber" : `${roles.join(", ")} with a subscriber`;
  throw new Problem("roles_invalid", fact);
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

function assertFitForOidc({ roles, password }: UpdateBody): void {
  if (roles !== undefined) {
    throw new Problem("roles_invalid", "this person's roles follow the groups of the OpenID provider at each sign-in");
  }
  if (password !== undefined) {
    throw new Problem("request_invalid", "this person signs in with the OpenID provider and has no password here");
  }
}

function changesOf({ password, ...changes }: UpdateBody): Record<string, unknown> {
  return password === undefined ? changes : { ...changes, password: "set" };
}

function userBody(user: StoredUser): User {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    roles: user.roles,
    ...(user.subscriberId !== undefined && { subscriber: user.subscriberId }),
    signIn: user.oidc === undefined ? "password" : "oidc",
    createdAt: user.createdAt.toISOString(),
    ...(user.lockedUntil !== undefined && { lockedUntil: user.lockedUntil.toISOString() }),
    ...(user.disabledAt !== undefined && { disabledAt: user.disabledAt.toISOString() }),
  };
}
