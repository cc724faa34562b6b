import type { Role } from "./role.ts";

/** Access is gone through every so often. Ours [E]: PCI DSS 4.0 (7.2.4) asks for twice as long at most. */
const ACCESS_REVIEW_DAYS = 90;

export const ACCESS_KINDS = ["user", "key"] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** `change`: it is to be made less, by hand. `end`: the account is closed, or the key revoked, with the decision. */
export const ACCESS_VERDICTS = ["keep", "change", "end"] as const;
export type AccessVerdict = (typeof ACCESS_VERDICTS)[number];

/** What is unusual about somebody's or something's access: worth a look, and no fault by itself. */
export const ACCESS_MARKS = ["never_used", "idle", "admin_and_reviewer", "expires_soon"] as const;
export type AccessMark = (typeof ACCESS_MARKS)[number];

export interface AccessFacts {
  kind: AccessKind;
  roles: readonly Role[];
  /** A person's last sign of life, a key's last call. */
  lastUsedAt?: Date;
  expiresAt?: Date;
}

const DAY_MS = 86_400_000;
const IDLE_DAYS = 90;
const EXPIRES_DAYS = 14;
const REVIEWERS: readonly Role[] = ["analyst", "supervisor"];

export function accessMarksOf({ roles, lastUsedAt, expiresAt }: AccessFacts, now: Date): AccessMark[] {
  const marks: AccessMark[] = [];
  if (lastUsedAt === undefined) marks.push("never_used");
  else if (daysBetween(lastUsedAt, now) >= IDLE_DAYS) marks.push("idle");
  // Whoever makes accounts and decides on alerts, too, could decide as somebody else.
  if (roles.includes("admin") && roles.some((role) => REVIEWERS.includes(role))) marks.push("admin_and_reviewer");
  if (expiresAt !== undefined && daysBetween(now, expiresAt) <= EXPIRES_DAYS) marks.push("expires_soon");
  return marks;
}

/** When access is to be gone through again; at once where it never was. */
export function accessReviewDueAt(lastFinishedAt: Date | undefined): Date | undefined {
  return lastFinishedAt && new Date(lastFinishedAt.getTime() + ACCESS_REVIEW_DAYS * DAY_MS);
}

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY_MS;
}
