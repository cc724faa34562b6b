import assert from "node:assert";
import { Problem } from "@redflag/domain/problem";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";
import { copyQuery, isCopy } from "./copy-statement.ts";
import { asDatabaseProblem, type DatabasePlace } from "./database-error.ts";

/** A connection as kysely sees it, and besides what speaks the protocol itself. */
export interface PoolConnection extends PostgresPoolClient {
  /** @param make of whom to tell in the end, the query */
  submit<T>(make: (done: (error: Error | undefined, result: T) => void) => pg.Submittable): Promise<T>;
}

export interface AdaptedPool extends PostgresPool {
  connect(): Promise<PoolConnection>;
}

/** The pool as kysely sees it: a broken connection or a full disk reaches callers as a Problem, wherever the query stands. */
export function adaptPool(pool: pg.Pool, place: DatabasePlace): AdaptedPool {
  // One adapter per client for its whole life: kysely keys its own connections by the object it is given.
  const adapters = new WeakMap<pg.PoolClient, PoolConnection>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await mapped(pool.connect(), place);
      let adapter = adapters.get(client);
      if (adapter === undefined) {
        adapter = adaptClient(client, place);
        adapters.set(client, adapter);
      }
      return adapter;
    },
  };
}

function adaptClient(client: pg.PoolClient, place: DatabasePlace): PoolConnection {
  // The server's farewell arrives before its socket closes: without this the pool would hand the dead client out again.
  let broken = false;
  const onBroken = () => {
    broken = true;
  };
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: string | PostgresCursor<unknown>, parameters?: readonly unknown[]): unknown {
    assert(typeof sql === "string", "cursors are not configured");
    if (isCopy(sql)) {
      const pieces = (parameters ?? []) as readonly Buffer[];
      return submit<PostgresQueryResult<unknown>>((done) => copyQuery(sql, pieces, done));
    }
    return mapped(client.query(sql, [...(parameters ?? [])]), place, onBroken);
  }
  function submit<T>(make: (done: (error: Error | undefined, result: T) => void) => pg.Submittable): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      client.query(make((error, value) => (error === undefined ? resolve(value) : reject(error))));
    });
    return mapped(result, place, onBroken);
  }
  return { query, submit, release: (destroy) => client.release(destroy === true || broken) };
}

async function mapped<T>(promise: Promise<T>, place: DatabasePlace, onBroken?: () => void): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    const problem = asDatabaseProblem(error, place);
    if (problem instanceof Problem && problem.code === "database_unreachable") onBroken?.();
    throw problem;
  }
}
