import type { CatalogueRow } from "./problem-row.ts";

/** What a request of the API can meet, and what people, keys and the audit can. */
export const API_PROBLEMS = {
  request_invalid: {
    title: "Request is not valid",
    hint: "Correct each field that is named; /openapi.json describes them all.",
    retry: "fatal",
  },
  request_too_large: {
    title: "Request is too large",
    hint: "Send less at once, in several requests.",
    retry: "fatal",
  },
  media_type_unsupported: {
    title: "Content type is not understood",
    hint: "Send JSON, with Content-Type: application/json.",
    retry: "fatal",
  },
  not_found: {
    title: "Not found",
    hint: "Check the id: it is not there, or not yours to see.",
    retry: "fatal",
  },
  unauthenticated: {
    title: "Nobody is signed in",
    hint: "Send Authorization: Bearer and an API key, or sign in: the key or session may have expired or been revoked.",
    retry: "fatal",
  },
  forbidden: {
    title: "Not allowed",
    hint: "Ask an admin for a role, or for a key with the scope that is named.",
    retry: "fatal",
  },
  exchanges_unserved: {
    title: "Exchanges are not served here",
    hint: "Whoever runs it gives REDFLAG_EXCHANGE_DATABASE_URL_FILE the exchange.url that `redflag logins` writes.",
    retry: "retry",
  },
  exchange_login_unfit: {
    title: "Login for exchanges is not held to their own rows",
    hint: "Give REDFLAG_EXCHANGE_DATABASE_URL_FILE the exchange.url that `redflag logins` writes, of the same database.",
    retry: "fatal",
  },
  csrf_refused: {
    title: "Request did not come from the console",
    hint: "Send the session's csrfToken as X-CSRF-Token; GET /v1/session gives it.",
    retry: "fatal",
  },
  sign_in_refused: {
    title: "Sign-in refused",
    hint: "Check email and password. After several wrong ones the account waits a while; an admin can lift that.",
    retry: "fatal",
  },
  oidc_unavailable: {
    title: "Sign-in by OpenID Connect is not available",
    hint: "Set the REDFLAG_OIDC variables, and check that the provider can be reached.",
    retry: "retry",
  },
  oidc_refused: {
    title: "Sign-in by OpenID Connect was refused",
    hint: "Begin again; if it stays so, the provider's groups may give no role here.",
    retry: "fatal",
  },
  chain_unnamed: {
    title: "Address does not say on which chain",
    hint: "Name the chain: ?chain=ethereum, or the address as CAIP-10, such as eip155:1:0x….",
    retry: "fatal",
  },
  rate_limited: {
    title: "Too many requests",
    hint: "Wait as many seconds as Retry-After says.",
    retry: "retry",
  },
  cursor_foreign: {
    title: "Cursor belongs to another query",
    hint: "Start again without a cursor, and follow `next` with the same filters.",
    retry: "fatal",
  },
  streams_exceeded: {
    title: "Too many streams are open for you",
    hint: "Close one that is open, or share it: a stream tells each of its readers the same.",
    retry: "retry",
  },
  streams_full: {
    title: "Too many streams are open",
    hint: "Try again shortly, or ask GET /v1/events now and then.",
    retry: "retry",
  },
  version_missing: {
    title: "The request does not say which version it changes",
    hint: "Read it first and send its ETag as If-Match.",
    retry: "fatal",
  },
  version_outdated: {
    title: "Somebody changed it meanwhile",
    hint: "Read it again, and send the new ETag as If-Match.",
    retry: "fatal",
  },
  idempotency_conflict: {
    title: "Idempotency-Key was used for another request",
    hint: "Use a new key for a new request.",
    retry: "fatal",
  },
  secret_shown: {
    title: "The secret was already shown",
    hint: "It is not kept. If it was lost, revoke that key and make another.",
    retry: "fatal",
  },
  user_exists: {
    title: "There is already a person with this email",
    hint: "Change that person's roles instead.",
    retry: "fatal",
  },
  roles_invalid: {
    title: "These roles do not go together",
    hint: "`exchange` stands alone and needs a subscriber; the others have none.",
    retry: "fatal",
  },
  password_refused: {
    title: "Password was not accepted",
    hint: "Give 12 to 200 characters that nobody guesses; a few random words, or what a password manager makes.",
    retry: "fatal",
  },
  last_admin: {
    title: "Nobody would be left who can add people",
    hint: "Make somebody else an admin first.",
    retry: "fatal",
  },
  access_review_refused: {
    title: "The access review does not allow this",
    hint: "Read it again: one is open at a time, every access in it is decided on before it is finished, and nothing after that.",
    retry: "fatal",
  },
  key_exceeds_maker: {
    title: "Key would be allowed more than its maker",
    hint: "Leave out the scopes that are named.",
    retry: "fatal",
  },
  subscriber_exists: {
    title: "There is already a subscriber of this name",
    hint: "Use that one, or another name.",
    retry: "fatal",
  },
  webhooks_full: {
    title: "There are as many as there may be",
    hint: "Delete one that is no longer needed: the bound is in the detail.",
    retry: "fatal",
  },
  subscription_inactive: {
    title: "Nothing is sent to this subscription",
    hint: "Resume it first; `state` and `stateCause` say why it stopped.",
    retry: "fatal",
  },
  address_set_exists: {
    title: "There is already a set of this name",
    hint: "Use that one, or another name.",
    retry: "fatal",
  },
  address_set_used: {
    title: "The set is in a subscription's filter",
    hint: "Change the filters of the subscriptions that are named, or delete these, first.",
    retry: "fatal",
  },
  review_action_refused: {
    title: "This cannot be done with the alert as it stands",
    hint: "Do one of what is named, or ask whoever may.",
    retry: "fatal",
  },
  snooze_invalid: {
    title: "An alert cannot be put off until then",
    hint: "Give a time from now on, within the days that are named.",
    retry: "fatal",
  },
  reviewer_unfit: {
    title: "This person cannot have alerts",
    hint: "Name somebody whose account is open and who may review alerts.",
    retry: "fatal",
  },
  view_exists: {
    title: "There is already a view of this name",
    hint: "Change that one, or use another name.",
    retry: "fatal",
  },
  views_full: {
    title: "There are as many views as there may be",
    hint: "Delete one that is no longer needed: the bound is in the detail.",
    retry: "fatal",
  },
  alert_busy: {
    title: "The alert is being written just now",
    hint: "Nothing was done with it. Try again at once.",
    retry: "retry",
  },
  undo_refused: {
    title: "This cannot be undone",
    hint: "Say what should hold now by another action.",
    retry: "fatal",
  },
  audit_busy: {
    title: "Too many actions wait for the audit",
    hint: "Nothing was answered that is not recorded. Try again shortly.",
    retry: "retry",
  },
  audit_key_invalid: {
    title: "An audit key cannot be used",
    hint: "Give an Ed25519 key in PEM: to verify, the public key that `redflag audit key` prints where it was signed; to sign, the file that REDFLAG_AUDIT_KEY_FILE names, which is made where there is none.",
    retry: "fatal",
  },
  installation_key_invalid: {
    title: "The installation's key cannot be used",
    hint: "Give the file that was made at the first start; REDFLAG_INSTALLATION_KEY_FILE names where it is. Keep a copy of it.",
    retry: "fatal",
  },
  secret_unreadable: {
    title: "A webhook's secret cannot be opened",
    hint: "It was sealed under another installation key: give that one back, or have the secret changed by its owner.",
    retry: "fatal",
  },
  audit_undelivered: {
    title: "Audit checkpoint cannot leave the host",
    hint: "Correct REDFLAG_AUDIT_CHECKPOINTS, or what it names. The checkpoint is kept and tried again every minute.",
    retry: "retry",
  },
  audit_unreadable: {
    title: "Not an export of the audit",
    hint: "Give a file that `redflag audit export` has written; with --checkpoints one of checkpoints that left the host.",
    retry: "fatal",
  },
  repair_under_way: {
    title: "A repair of these blocks is under way",
    hint: "Wait for it, or cancel it; GET /v1/repairs shows how it goes.",
    retry: "fatal",
  },
  case_full: {
    title: "Case has as much as it can take",
    hint: "Remove what is not needed, or open another case for the rest: the bound is in the detail.",
    retry: "fatal",
  },
  case_held: {
    title: "Case is under legal hold",
    hint: "Nothing of it can be removed until a supervisor other than who set the hold lifts it.",
    retry: "fatal",
  },
  case_state: {
    title: "The case is not in a state for this",
    hint: "Read it again: the detail says what it is now.",
    retry: "fatal",
  },
  case_member_unfit: {
    title: "This person cannot belong to the case",
    hint: "Give the id of an analyst or a supervisor whose account is open.",
    retry: "fatal",
  },
  report_state: {
    title: "The report is not in a state for this",
    hint: "Read it again: the detail says what it is now and what can be done with it.",
    retry: "fatal",
  },
  report_incomplete: {
    title: "The report is not fit to be filed",
    hint: "Mend what its preflight names and marks as blocking.",
    retry: "fatal",
  },
  report_choices_invalid: {
    title: "What was chosen of a report cannot be read",
    hint: "Correct the fields that are named; docs/guides/report-to-an-fiu.md shows a whole file.",
    retry: "fatal",
  },
  report_xml_differs: {
    title: "This is not the file that was made ready",
    hint: "Download the report again, compare it with what was filed, and confirm that file's SHA-256.",
    retry: "fatal",
  },
  attachment_refused: {
    title: "Attachment was not taken",
    hint: "Send a PDF, PNG, JPEG, CSV, text or JSON file of 10 MB at most, in base64 and under its own type.",
    retry: "fatal",
  },
  webhook_url_refused: {
    title: "Webhooks cannot be sent there",
    hint: "Give an https URL of a host on the internet, at port 443 or a high one, without user, password or fragment.",
    retry: "fatal",
  },
  webhook_secret_invalid: {
    title: "Not a secret of webhooks",
    hint: "Give `whsec_` and then 24 to 64 random bytes in base64, with its padding; or leave it out, and one is made.",
    retry: "fatal",
  },
  api_unreachable: {
    title: "Redflag's API did not answer",
    hint: "Check the address, and that `redflag start` with REDFLAG_API_PORT, or the API's own process, runs there.",
    retry: "retry",
  },
  method_not_allowed: {
    title: "Method is not allowed here",
    hint: "Use one of the methods that Allow names; /openapi.json describes every route.",
    retry: "fatal",
  },
  request_timed_out: {
    title: "Request took too long",
    hint: "Nothing is promised about what it began: read the state first, then try again.",
    retry: "retry",
  },
  internal: {
    title: "Something is wrong in Redflag itself",
    hint: "Report it with the request's id: the log has the cause under it.",
    retry: "retry",
  },
} as const satisfies Record<string, CatalogueRow>;
