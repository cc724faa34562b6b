import { PERMISSIONS } from "@redflag/domain/permission";
import { ROLES } from "@redflag/domain/role";
import { z } from "zod";

/** Letters, marks, digits, punctuation, symbols and single spaces: nothing that is invisible or turns text around. */
const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{M}\p{N}\p{P}\p{S}]+)*$/u;

export const NAME_CHARS_MAX = 100;
export const Name = z.string().min(1).max(NAME_CHARS_MAX).regex(VISIBLE, "has characters that cannot be seen");

const REASON_CHARS_MAX = 500;
/** Why somebody does it, for whoever reads the audit. */
export const Reason = z.string().min(1).max(REASON_CHARS_MAX).regex(VISIBLE, "has characters that cannot be seen");

/**
 * In any case, and compared as it is kept: whoever is named in capitals is the same to the database, and must be the same to
 * the rules and to the audit.
 */
export const Id = z.uuid().toLowerCase();
export const IdParams = z.strictObject({ id: Id });

/** Kept and compared in lower case. */
export const Email = z.email().max(254).toLowerCase();

export const PASSWORD_CHARS_MIN = 12;
export const PASSWORD_CHARS_MAX = 200;
/** Any characters: nothing is trimmed or changed. */
export const Password = z.string().min(PASSWORD_CHARS_MIN).max(PASSWORD_CHARS_MAX);

export const RoleWord = z.enum(ROLES);
export const ScopeWord = z.enum(PERMISSIONS);
export const Time = z.iso.datetime("is no time in UTC, such as 2026-01-31T09:30:00Z");

interface Range {
  since?: string | undefined;
  until?: string | undefined;
}
/** For a query or body with both: `.refine(isRange, NO_RANGE)`. */
export const isRange = ({ since, until }: Range) => isInOrder(since, until);
export const NO_RANGE = { path: ["until"], error: "is not later than `since`" };

/** Whether the second is later, where both are given: asked the other way round, nothing is found and nothing is told. */
export function isInOrder(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
}
