import type { Audience } from "@redflag/domain/audience";
import type { Permission } from "@redflag/domain/permission";
import type { Role } from "@redflag/domain/role";
import type { Actor } from "@redflag/store/list-proposal-read";

/** Who acts in a request: a person with a session, or an API key. */
export interface Caller {
  kind: "user" | "key";
  id: string;
  /** A person's email, a key's name: as the audit shows it. */
  name: string;
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
  /** Present for an exchange: everything it reads is read as this subscriber, by the database's own policies. */
  subscriberId?: string;
  /** The subscriber is the sandbox of another. */
  sandbox: boolean;
  /** Of a person. */
  session?: { id: string; tokenHash: Buffer; csrfToken: string; expiresAt: Date };
}

/** As `created_by`, `idempotent_answer.caller` and rate limits name a caller. */
export function callerName(caller: Caller): string {
  return `${caller.kind}:${caller.id}`;
}

/** As what they propose, decide and do with alerts names them. */
export function actorOf(caller: Caller): Actor {
  return { by: callerName(caller), name: caller.name };
}

/** By what the database decides it, too: which login reads for the caller. */
export function audienceOf({ subscriberId }: Caller): Audience {
  return subscriberId === undefined ? "staff" : "exchange";
}
