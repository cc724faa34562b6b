import { ROUTES } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";
import type { Database } from "@redflag/store/database";
import { isOfDatabase } from "@redflag/store/database-error";
import type { Databases } from "./database-access.ts";
import type { RequestState } from "./request-state.ts";

/**
 * What may be answered from a replica: much reading, of the ledger and of what lanes say, and nothing that the caller may just
 * have written. Sessions, keys, reviews, cases, lists and whatever exchanges ask are the primary's.
 */
const REPLICA_ROUTES: ReadonlySet<unknown> = new Set([
  ROUTES.getAddress,
  ROUTES.getFlowGraph,
  ROUTES.whyTransaction,
  ROUTES.whyAddress,
  ROUTES.listPrecision,
  ROUTES.getCapacity,
  ROUTES.listCoverage,
  ROUTES.getCoverageStrip,
  ROUTES.listCoverageStretches,
  ROUTES.listDisagreements,
]);

/**
 * Reads on the replica where the route may and the replica is well, else on the primary. What fails there is asked of the primary:
 * also what is not there, since it may have come meanwhile. The request remembers as of when its answer is.
 */
export async function readWithReplica<T>(
  { staff, replica }: Databases,
  state: RequestState,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const fresh =
    REPLICA_ROUTES.has(state.route) && state.caller?.subscriberId === undefined ? replica?.current() : undefined;
  if (fresh === undefined) return work(staff);
  try {
    const result = await work(fresh.db);
    if (state.asOf === undefined || fresh.asOf < state.asOf) state.asOf = fresh.asOf;
    return result;
  } catch (error) {
    if (isOfDatabase(error)) replica?.lose();
    else if (!(error instanceof Problem)) throw error;
    return work(staff);
  }
}
