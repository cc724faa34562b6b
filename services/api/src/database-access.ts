import type { Database, Executor } from "@redflag/store/database";
import { readAs, type Scope, writeAs } from "@redflag/store/visibility";
import type { Caller } from "./caller.ts";

export interface Databases {
  /** Logged in as who serves staff: it also reads sessions and keys. */
  staff: Database;
  /** Logged in as who serves exchanges: it sees one subscriber's rows at a time. */
  exchange: Database;
}

/** An exchange never goes through the staff's login, whatever a handler asks for. */
function placeOf({ staff, exchange }: Databases, caller: Caller | undefined): [Database, Scope] {
  if (caller?.subscriberId === undefined) return [staff, { kind: "staff" }];
  return [exchange, { kind: "subscriber", subscriberId: caller.subscriberId }];
}

export function readFor<T>(
  databases: Databases,
  caller: Caller | undefined,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  const [db, scope] = placeOf(databases, caller);
  return readAs(db, scope, work);
}

export function writeFor<T>(
  databases: Databases,
  caller: Caller | undefined,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  const [db, scope] = placeOf(databases, caller);
  return writeAs(db, scope, work);
}
