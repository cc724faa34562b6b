import type { Database, Executor } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import { readAs, type Scope, writeAs } from "@redflag/store/visibility";
import { type Caller, callerName } from "./caller.ts";

export interface Databases {
  /** Logged in as who serves staff: it also reads sessions and keys. */
  staff: Database;
  /** Logged in as who serves exchanges: it sees one subscriber's rows at a time. */
  exchange: Database;
}

/** An exchange never goes through the staff's login, whatever a handler asks for. */
function scopeOf(caller: Caller | undefined): Scope | undefined {
  if (caller?.subscriberId === undefined) return undefined;
  return { subscriberId: caller.subscriberId, caller: callerName(caller) };
}

export function readFor<T>(
  { staff, exchange }: Databases,
  caller: Caller | undefined,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  const scope = scopeOf(caller);
  return scope === undefined ? work(staff.kysely) : readAs(exchange, scope, work);
}

export function writeFor<T>(
  { staff, exchange }: Databases,
  caller: Caller | undefined,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  const scope = scopeOf(caller);
  return scope === undefined ? inTransaction(staff, work) : writeAs(exchange, scope, work);
}
