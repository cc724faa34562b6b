import type { ProblemCode } from "@redflag/domain/problem";

/** The HTTP status of each code that a caller can do something about. */
const STATUS: Partial<Record<ProblemCode, number>> = {
  request_invalid: 400,
  address_malformed: 400,
  address_checksum: 400,
  account_malformed: 400,
  amount_malformed: 400,
  chain_unknown: 400,
  chain_unnamed: 400,
  range_invalid: 400,
  cursor_foreign: 400,
  roles_invalid: 400,
  password_refused: 400,
  entry_invalid: 400,
  unauthenticated: 401,
  sign_in_refused: 401,
  forbidden: 403,
  csrf_refused: 403,
  oidc_refused: 403,
  key_exceeds_maker: 403,
  four_eyes_needed: 403,
  not_found: 404,
  method_not_allowed: 405,
  secret_shown: 409,
  user_exists: 409,
  subscriber_exists: 409,
  last_admin: 409,
  proposal_stale: 409,
  proposal_decided: 409,
  watch_exists: 409,
  version_outdated: 412,
  request_too_large: 413,
  media_type_unsupported: 415,
  idempotency_conflict: 422,
  version_missing: 428,
  rate_limited: 429,
  database_unreachable: 503,
  database_full: 503,
  database_older: 503,
  database_newer: 503,
  ledger_moved: 503,
  oidc_unavailable: 503,
  request_timed_out: 503,
  audit_busy: 503,
  exchanges_unserved: 503,
};

/** Whatever else goes wrong is not the caller's: 500. */
export function statusOf(code: ProblemCode): number {
  return STATUS[code] ?? 500;
}
