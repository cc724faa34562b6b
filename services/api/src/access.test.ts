import { PERMISSIONS } from "@redflag/domain/permission";
import { permissionsOf, ROLES, type Role } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { ALL_ROUTES, openTestApi } from "./testing/open-test-api.ts";
import { requestOf } from "./testing/request-of.ts";
import { seedKeysOfAllRoles, seedSession } from "./testing/seed-callers.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";

const db = await openTestDatabase();
const { subscriberId, keys } = await seedKeysOfAllRoles(db);
const { baseUrl } = await openTestApi({ db, handlers: standInHandlers() });

const sessions = new Map<string, Record<string, string>>();
for (const role of ROLES) {
  const { cookie, csrfToken } = await seedSession(db, [role], role === "exchange" ? { subscriberId } : {});
  sessions.set(role, { cookie, "x-csrf-token": csrfToken });
}

async function statusOf(route: (typeof ALL_ROUTES)[number], headers: Record<string, string>): Promise<number> {
  const { path, init } = requestOf(route, headers);
  const response = await fetch(baseUrl + path, init);
  await response.arrayBuffer();
  return response.status;
}

test.each(ALL_ROUTES)("$id is open to exactly those whom its line in the table names", async (route) => {
  const { access, answer } = route;
  expect(await statusOf(route, {}), "anonymous").toBe(access === "public" ? answer.status : 401);
  for (const role of ROLES) {
    const opens = access === "public" || permissionsOf([role]).has(access);
    const expected = opens ? answer.status : 403;
    const key = keys.get(role)?.secret ?? "";
    expect(await statusOf(route, { authorization: `Bearer ${key}` }), `key of ${role}`).toBe(expected);
    expect(await statusOf(route, sessions.get(role) ?? {}), `session of ${role}`).toBe(expected);
  }
  const sandbox = { authorization: `Bearer ${keys.get("sandbox")?.secret}` };
  const opensToExchange = access === "public" || permissionsOf(["exchange"]).has(access);
  expect(await statusOf(route, sandbox), "key of a sandbox").toBe(opensToExchange ? answer.status : 403);
});

test("no permission is without a role, and none without a route", () => {
  const ofRoutes = new Set(ALL_ROUTES.map(({ access }) => access));
  const ofRoles = permissionsOf(ROLES as readonly Role[]);
  expect(PERMISSIONS.filter((permission) => !ofRoutes.has(permission))).toEqual([]);
  expect(PERMISSIONS.filter((permission) => !ofRoles.has(permission))).toEqual([]);
});
