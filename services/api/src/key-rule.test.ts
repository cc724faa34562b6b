import type { Permission } from "@redflag/domain/permission";
import type { ProblemCode } from "@redflag/domain/problem";
import { permissionsOf } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { checkKey, type WantedKey } from "./key-rule.ts";

const ADMIN = { kind: "user", permissions: permissionsOf(["admin"]) } as const;
const EXCHANGE = { kind: "user", permissions: permissionsOf(["exchange"]), subscriberId: "ours" } as const;

function keyWith(...scopes: Permission[]) {
  return { kind: "key", permissions: new Set(scopes) } as const;
}

type Maker = Parameters<typeof checkKey>[1];

test.each<[string, Maker, WantedKey, string | undefined]>([
  ["an admin, any role's", ADMIN, { role: "supervisor", scopes: ["audit:read"] }, undefined],
  ["an admin, an exchange's", ADMIN, { role: "exchange", scopes: ["events:read"], subscriberId: "x" }, "x"],
  ["an exchange, its own", EXCHANGE, { role: "exchange", scopes: ["events:read", "keys:write"] }, "ours"],
  [
    "an exchange that names itself",
    EXCHANGE,
    { role: "exchange", scopes: ["events:read"], subscriberId: "ours" },
    "ours",
  ],
  ["a key, what it has", keyWith("keys:write", "audit:read"), { role: "admin", scopes: ["audit:read"] }, undefined],
  [
    "a key that may add people, any role's",
    keyWith("keys:write", "users:write"),
    { role: "exchange", scopes: ["events:read"], subscriberId: "x" },
    "x",
  ],
])("%s key", (_who, maker, wanted, subscriberId) => {
  expect(checkKey(wanted, maker)).toBe(subscriberId);
});

test.each<[string, Maker, WantedKey, ProblemCode, string]>([
  [
    "more than its role gives",
    ADMIN,
    { role: "analyst", scopes: ["own-session", "users:read", "audit:read"] },
    "key_exceeds_maker",
    "the role analyst does not give users:read, audit:read",
  ],
  [
    "an exchange's without saying whose",
    ADMIN,
    { role: "exchange", scopes: ["events:read"] },
    "roles_invalid",
    "exchange without a subscriber",
  ],
  [
    "staff's for an exchange",
    ADMIN,
    { role: "ops", scopes: ["own-session"], subscriberId: "x" },
    "roles_invalid",
    "ops with a subscriber",
  ],
  ["staff's by an exchange", EXCHANGE, { role: "analyst", scopes: ["own-session"] }, "forbidden", "not analyst"],
  [
    "another exchange's by an exchange",
    EXCHANGE,
    { role: "exchange", scopes: ["events:read"], subscriberId: "theirs" },
    "not_found",
    "theirs",
  ],
  [
    "more than the key that makes it has",
    keyWith("keys:write", "audit:read"),
    { role: "admin", scopes: ["audit:read", "users:read"] },
    "key_exceeds_maker",
    "its maker does not have users:read",
  ],
  [
    "more than the exchange's key that makes it has",
    { ...keyWith("keys:write"), subscriberId: "ours" },
    { role: "exchange", scopes: ["events:read"] },
    "key_exceeds_maker",
    "its maker does not have events:read",
  ],
  [
    "a key that makes keys, by a key",
    keyWith("keys:write", "users:write"),
    { role: "admin", scopes: ["keys:write"] },
    "key_exceeds_maker",
    "a key cannot give on keys:write",
  ],
])("refused: %s", (_what, maker, wanted, code, fact) => {
  expect(() => checkKey(wanted, maker)).toThrow(
    expect.objectContaining({ code, detail: expect.stringContaining(fact) }),
  );
});
