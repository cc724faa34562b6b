import type { Permission } from "./permission.ts";

/** What a person may be. A person has one or more, but `exchange` stands alone: it sees only what is released to it. */
export const ROLES = ["analyst", "supervisor", "ops", "exchange", "admin"] as const;
export type Role = (typeof ROLES)[number];

const STAFF: readonly Permission[] = ["own-session", "chains:read"];

const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: [
    ...STAFF,
    "events:read",
    "screening:read",
    "flows:read",
    "search:read",
    "lists:read",
    "lists:propose",
    "watches:own",
    "alerts:read",
    "alerts:review",
    "cases:read",
    "cases:write",
    "reports:read",
    "reports:write",
    "heuristics:read",
  ],
  supervisor: [
    ...STAFF,
    "users:read",
    "audit:read",
    "events:read",
    "screening:read",
    "flows:read",
    "search:read",
    "lists:read",
    "lists:propose",
    "lists:approve",
    "watches:own",
    "alerts:read",
    "alerts:review",
    "alerts:overrule",
    "cases:read",
    "cases:write",
    "cases:hold",
    "reports:read",
    "reports:write",
    "reports:confirm",
    "heuristics:read",
    "heuristics:write",
    "operations:read",
  ],
  ops: [
    ...STAFF,
    "subscribers:read",
    "webhooks:read",
    "screening:read",
    "flows:read",
    "search:read",
    "lists:read",
    "lists:propose",
    "lists:approve",
    "heuristics:read",
    "heuristics:write",
    "operations:read",
    "operations:write",
  ],
  exchange: [
    "own-session",
    "events:read",
    "screening:read",
    "keys:read",
    "keys:write",
    "sandbox:write",
    "webhooks:read",
    "webhooks:write",
  ],
  admin: [
    ...STAFF,
    "users:read",
    "users:write",
    "keys:read",
    "keys:write",
    "subscribers:read",
    "subscribers:write",
    "webhooks:read",
    "audit:read",
    "lists:read",
    "operations:read",
  ],
};

export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => GRANTS[role]));
}

/** Whether these roles may stand together in one person. */
export function rolesFit(roles: readonly Role[]): boolean {
  const distinct = new Set(roles);
  return distinct.size === roles.length && distinct.size > 0 && (!distinct.has("exchange") || distinct.size === 1);
}
