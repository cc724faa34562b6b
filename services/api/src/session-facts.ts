import type { SessionFacts } from "@redflag/contract/http/routes/users";
import type { StoredSession } from "@redflag/store/session";

/** What is told of a session: nothing that would open it. */
export function sessionFacts({ id, createdAt, lastSeenAt, expiresAt, userAgent }: StoredSession): SessionFacts {
  return {
    id,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    userAgent,
  };
}
