/** What a route asks for. A person has those of the roles, an API key those of its scopes; nothing else opens a route. */
export const PERMISSIONS = [
  "own-session",
  "users:read",
  "users:write",
  "keys:read",
  "keys:write",
  "subscribers:read",
  "subscribers:write",
  "audit:read",
  "lists:read",
  "lists:propose",
  "lists:approve",
  "watches:own",
  "alerts:read",
  "heuristics:read",
  "alerts:review",
  "alerts:overrule",
  "events:read",
  "screening:read",
  "sandbox:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];
