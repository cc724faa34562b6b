import type { Route } from "@redflag/contract/http/route";
import type { Caller } from "./caller.ts";
import type { AuditFact } from "./handler.ts";

/** What is known of a request to a route, as it goes through the hooks. */
export interface RequestState {
  route: Route;
  caller: Caller | undefined;
  /** The key or the cookie's value itself: never stored, never logged. */
  credential: string | undefined;
  cookies: Readonly<Record<string, string | undefined>>;
  fact: AuditFact;
  /** Its audit entry is committed. */
  isRecorded: boolean;
  /** Everything that was committed before is in the answer; set where a replica gave it. */
  asOf?: Date;
}

declare module "fastify" {
  interface FastifyRequest {
    /** null for what is no route of the contract: health, the documentation, unknown paths. */
    state: RequestState | null;
  }
}
