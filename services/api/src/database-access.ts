import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "@redflag/store/database";
import type { PreparedQuery } from "@redflag/store/prepared-query";
import { inTransaction } from "@redflag/store/transaction";
import { readAs, readOne, readOneAs, type Scope, writeAs } from "@redflag/store/visibility";
import { type Caller, callerName } from "./caller.ts";
import type { ReadReplica } from "./read-replica.ts";

export interface Databases {
  /** Logged in as who serves staff: it also reads sessions and keys. */
  staff: Database;
  /** Logged in as who serves exchanges: it sees one subscriber's rows at a time. */
  exchange: Database | undefined;
  /** A copy of what staff read, a little behind. Absent: there is none. */
  replica?: Pick<ReadReplica, "current" | "lose" | "fault"> | undefined;
}

/** An exchange never goes through the staff's login unless a handler says `own`, which names no row by what was asked. */
function scopeOf(caller: Caller | undefined): Scope | undefined {
  if (caller?.subscriberId === undefined) return undefined;
  return { subscriberId: caller.subscriberId, caller: callerName(caller) };
}

function forExchanges({ exchange }: Databases): Database {
  if (exchange === undefined) throw new Problem("exchanges_unserved", "this process has no login for them");
  return exchange;
}

export function readFor<T>(
  databases: Databases,
  caller: Caller | undefined,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  const scope = scopeOf(caller);
  return scope === undefined ? work(databases.staff.kysely) : readAs(forExchanges(databases), scope, work);
}

export function readOneFor<Row extends object, T>(
  databases: Databases,
  caller: Caller | undefined,
  query: PreparedQuery<Row, T>,
): Promise<T | undefined> {
  const scope = scopeOf(caller);
  return scope === undefined ? readOne(databases.staff, query) : readOneAs(forExchanges(databases), scope, query);
}

export function writeFor<T>(
  databases: Databases,
  caller: Caller | undefined,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  const scope = scopeOf(caller);
  return scope === undefined ? inTransaction(databases.staff, work) : writeAs(forExchanges(databases), scope, work);
}
