import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { type ApiKey, SANDBOX_KEY_SCOPES } from "@redflag/contract/http/routes/keys";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import {
  findApiKey,
  insertApiKey,
  listApiKeys,
  renameApiKey,
  revokeApiKey,
  type StoredKey,
} from "@redflag/store/api-key";
import type { Executor } from "@redflag/store/database";
import { findSandbox, openSandbox } from "@redflag/store/sandbox";
import { findSubscriber } from "@redflag/store/subscriber";
import { type Caller, callerName } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { keyBody } from "../key-body.ts";
import { checkKey } from "../key-rule.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type KeyRoutes = "listKeys" | "createKey" | "getKey" | "updateKey" | "revokeKey" | "createSandboxKey";

const DAY_MS = 24 * 60 * 60 * 1000;

export function keyHandlers(): Pick<Handlers, KeyRoutes> {
  return {
    async listKeys(call) {
      const { limit, cursor, subscriber, createdBy, sandbox } = call.query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listKeys", call.query, cursor));
      const page = { limit: limit + 1, createdBy, ...(before && { before }) };
      const rows = sandbox === undefined ? await listPlain() : await listOfSandbox();
      return {
        body: pageOfRows("listKeys", call.query, rows, {
          item: keyBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };

      async function listPlain(): Promise<StoredKey[]> {
        const subscriberId = ownSubscriber(call.caller, subscriber);
        return call.read((db) => listApiKeys(db, { ...page, ...(subscriberId !== undefined && { subscriberId }) }));
      }

      async function listOfSandbox(): Promise<StoredKey[]> {
        const { subscriberId } = call.caller;
        if (subscriberId === undefined) throw new Problem("forbidden", "only an exchange has a sandbox");
        return call.readOwn(async (db) => {
          const sandboxId = await findSandbox(db, subscriberId);
          return sandboxId === undefined ? [] : listApiKeys(db, { ...page, subscriberId: sandboxId });
        });
      }
    },

    async createKey(call) {
      const { name, role, scopes: asked, subscriber, days } = call.body;
      const scopes = [...new Set(asked)];
      const wanted = { role, scopes, ...(subscriber !== undefined && { subscriberId: subscriber }) };
      const subscriberId = checkKey(wanted, call.caller);
      return call.write(async (tx) => {
        if (call.caller.subscriberId === undefined && subscriberId !== undefined) {
          await assertRealSubscriber(tx, subscriberId);
        }
        return make(call, tx, { sandbox: false }, { name, role, scopes, subscriberId, days });
      });
    },

    async getKey(call) {
      const { key } = await locate(call, call.params.id);
      return { body: keyBody(key), version: key.version };
    },

    async updateKey(call) {
      const { id } = call.params;
      call.tell({ subject: `key:${id}`, detail: { name: call.body.name } });
      const { key, write } = await locate(call, id);
      return write(async (tx) => {
        const { name } = call.body;
        const renamed = await renameApiKey(tx, { id, version: call.ifMatch ?? key.version, name });
        if (renamed === undefined) throw new Problem("version_outdated", `version ${key.version} is there now`);
        return { body: keyBody(renamed), version: renamed.version };
      });
    },

    async revokeKey(call) {
      const { id } = call.params;
      const { reason } = call.query;
      call.tell({ subject: `key:${id}`, ...(reason !== undefined && { detail: { reason } }) });
      const { write } = await locate(call, id);
      return write(async (tx) => {
        await revokeApiKey(tx, id, call.now);
        return {};
      });
    },

    async createSandboxKey(call) {
      const owner = call.caller.subscriberId;
      if (owner === undefined || call.caller.sandbox) {
        throw new Problem("forbidden", "only an exchange has a sandbox");
      }
      return call.writeOwn(async (tx) => {
        const subscriberId = await openSandbox(tx, owner, { id: randomUUID(), samples: SAMPLE_EVENTS });
        const { name, days } = call.body;
        return make(
          call,
          tx,
          { sandbox: true },
          { name, role: "exchange", scopes: SANDBOX_KEY_SCOPES, subscriberId, days },
        );
      });
    },
  };

  /** Where a key that the caller may see is, and how to change it there: an exchange's own, or that of its sandbox. */
  async function locate<R extends Route>(
    call: Pick<Call<R>, "read" | "write" | "readOwn" | "writeOwn"> & { caller: Caller },
    id: string,
  ): Promise<{ key: StoredKey; write: Call<R>["write"] }> {
    const own = await call.read((db) => findApiKey(db, id));
    const owner = call.caller.subscriberId;
    if (own !== undefined && (owner === undefined || own.subscriberId === owner))
      return { key: own, write: (work) => call.write(work) };
    if (owner !== undefined) {
      const key = await call.readOwn(async (db) => {
        const sandboxId = await findSandbox(db, owner);
        const found = sandboxId === undefined ? undefined : await findApiKey(db, id);
        return found?.subscriberId === sandboxId ? found : undefined;
      });
      if (key !== undefined) {
        return { key, write: (work) => call.writeOwn(work) };
      }
    }
    throw new Problem("not_found", `no key has the id ${id}`);
  }
}

interface KeyParts {
  name: string;
  role: Role;
  scopes: readonly Permission[];
  subscriberId: string | undefined;
  days: number;
}

async function make(
  call: Pick<Call<Route>, "now" | "tell"> & { caller: Caller },
  tx: Executor,
  { sandbox }: { sandbox: boolean },
  { name, role, scopes, subscriberId, days }: KeyParts,
): Promise<{ body: { key: ApiKey; secret: string } }> {
  const { secret, prefix, hash } = newApiKeySecret({ sandbox });
  const key = await insertApiKey(tx, {
    id: randomUUID(),
    name,
    prefix,
    secretHash: hash,
    role,
    scopes,
    ...(subscriberId !== undefined && { subscriberId }),
    createdBy: callerName(call.caller),
    now: call.now,
    expiresAt: new Date(call.now.getTime() + days * DAY_MS),
  });
  call.tell({ subject: `key:${key.id}`, detail: { name, role, scopes, ...(subscriberId && { subscriberId }), days } });
  return { body: { key: keyBody(key), secret } };
}

/** A sandbox gets its keys from its exchange alone. */
async function assertRealSubscriber(db: Executor, id: string): Promise<void> {
  const subscriber = await findSubscriber(db, id);
  if (subscriber === undefined || subscriber.sandboxOf !== undefined) {
    throw new Problem("not_found", `no subscriber has the id ${id}`);
  }
}

/** An exchange that asks for another's keys is told what it is told of one that does not exist: there are none. */
function ownSubscriber(caller: Caller, asked: string | undefined): string | undefined {
  if (caller.subscriberId === undefined) return asked;
  if (asked !== undefined && asked !== caller.subscriberId)
    throw new Problem("not_found", "you have no such subscriber");
  return caller.subscriberId;
}
