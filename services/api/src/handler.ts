import type { Route, RouteAnswer, RouteInput } from "@redflag/contract/http/route";
import type { RouteId, Routes } from "@redflag/contract/http/routes";
import type { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import type { PreparedQuery } from "@redflag/store/prepared-query";
import type { Caller } from "./caller.ts";

export interface Cookie {
  /** Without the prefix that it has behind https: it is put there, and taken off, in one place. */
  name: string;
  value: string;
  /** Seconds; 0 deletes it. */
  maxAgeS: number;
}

/** What a handler gives back. */
export interface Answer<R extends Route> {
  body?: RouteAnswer<R>;
  /** Of a route that answers with one: sent to be saved, and never shown as a page of this site. */
  file?: { name: string; type: string; bytes: Buffer };
  /** Of a stream: behind which event of the caller's own it begins; `id` is that event's, or `start`. */
  streamFrom?: { position: number; id: string };
  /** Of a versioned route: becomes the ETag. */
  version?: number;
  /** Of a route whose answers are read again: the id of what it is of. */
  of?: string;
  /** Of a redirect. */
  location?: string;
  cookies?: readonly Cookie[];
  /** What was done is kept, and the caller is told this instead: a wrong password is counted and refused. */
  refusal?: Problem;
}

/** What the audit entry of this request says besides who, what, when and from where. */
export interface AuditFact {
  /** What it was done to, such as `user:<id>`. */
  subject?: string;
  /** Never a secret. */
  detail?: Readonly<Record<string, unknown>>;
  /** Who acts, where the request itself is what makes that known: a sign-in. */
  actor?: { kind: "user"; id: string; name: string };
}

/** One request of a route: its parsed input, and the ways to the database. */
export interface Call<R extends Route> extends RouteInput<R> {
  caller: R["access"] extends "public" ? Caller | undefined : Caller;
  requestId: string;
  ip: string;
  userAgent: string;
  cookies: Readonly<Record<string, string | undefined>>;
  now: Date;
  /** Aborted when the caller has gone, or has waited for too long and been told so. */
  signal: AbortSignal;
  /** Of a stream: the place in `Last-Event-ID`. */
  lastEventId?: string;
  /** The version in `If-Match`; present where the route needs one. */
  ifMatch?: number;
  /** Of a route whose answers are read again: this request was answered before, of what has this id. Nothing is done again. */
  answeredOf?: string;
  /** Reads as the caller: an exchange's own rows only. Nothing it does to the database is kept. */
  read<T>(work: (db: Executor) => Promise<T>): Promise<T>;
  /** The same for one row that is asked for often. */
  readOne<Row extends object, T>(query: PreparedQuery<Row, T>): Promise<T | undefined>;
  /**
   * One transaction as the caller. The audit entry, and under an `Idempotency-Key` the answer, are committed with it. What
   * it throws rolls all of it back.
   */
  write(work: (tx: Executor) => Promise<Answer<R>>): Promise<Answer<R>>;
  /**
   * The same as staff, whoever calls: passwords, sessions and sandboxes are kept from an exchange's login by the database,
   * also its own. `work` must name the rows by what the caller is, never by what the caller asked.
   */
  readOwn<T>(work: (db: Executor) => Promise<T>): Promise<T>;
  writeOwn(work: (tx: Executor) => Promise<Answer<R>>): Promise<Answer<R>>;
  /** Adds to the audit entry of this request. */
  tell(fact: AuditFact): void;
}

export type Handler<R extends Route> = (call: Call<R>) => Promise<Answer<R>>;

/** Every route has exactly one; the compiler says which is missing. */
export type Handlers = { readonly [Id in RouteId]: Handler<Routes[Id]> };
