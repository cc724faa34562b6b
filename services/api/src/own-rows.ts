import type { Route } from "@redflag/contract/http/route";
import type { Database, Executor } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import type { Answer, Call } from "./handler.ts";

type Acting<R extends Route> = Pick<Call<R>, "read" | "write"> & {
  caller: { readonly subscriberId?: string } | undefined;
};

/**
 * Passwords, sessions and sandboxes are kept from an exchange's login by the database, also its own: what an exchange does
 * to its own is done as staff. `work` must then name the rows by what the caller is, never by what the caller asked.
 */
export function readOwn<R extends Route, T>(
  call: Acting<R>,
  staff: Database,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  return call.caller?.subscriberId === undefined ? call.read(work) : work(staff.kysely);
}

/** The same for a write. The audit entry then commits after it: a crash between the two loses the entry, not the deed. */
export async function writeOwn<R extends Route>(
  call: Acting<R>,
  staff: Database,
  work: (tx: Executor) => Promise<Answer<R>>,
): Promise<Answer<R>> {
  if (call.caller?.subscriberId === undefined) return call.write(work);
  return call.write(() => inTransaction(staff, work));
}
