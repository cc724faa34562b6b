import type { Route, RouteInput } from "@redflag/contract/http/route";
import type { Executor } from "@redflag/store/database";
import type { PreparedQuery } from "@redflag/store/prepared-query";
import { inTransaction } from "@redflag/store/transaction";
import type { FastifyRequest } from "fastify";
import type { AuditTrail } from "./audit-trail.ts";
import type { Caller } from "./caller.ts";
import { type Databases, readFor, readOneFor, writeFor } from "./database-access.ts";
import type { Answer, AuditFact, Call } from "./handler.ts";
import type { IdempotentRequest } from "./idempotency.ts";
import { readWithReplica } from "./replica-reads.ts";
import type { RequestState } from "./request-state.ts";

const USER_AGENT_CHARS_MAX = 300;

export interface CallParts {
  request: FastifyRequest;
  state: RequestState;
  input: RouteInput<Route>;
  ifMatch: number | undefined;
  lastEventId: string | undefined;
  idempotent: IdempotentRequest | undefined;
  databases: Databases;
  trail: AuditTrail;
  now: Date;
}

type Work = (tx: Executor) => Promise<Answer<Route>>;

/** A request as a handler sees it. */
export class OpenCall implements Call<Route> {
  readonly params: RouteInput<Route>["params"];
  readonly query: RouteInput<Route>["query"];
  readonly body: RouteInput<Route>["body"];
  readonly ifMatch?: number;
  readonly lastEventId?: string;
  answeredOf?: string;
  readonly now: Date;
  readonly #parts: CallParts;
  /** Made only for handlers that listen. */
  #deadline: AbortController | undefined;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.params = parts.input.params;
    this.query = parts.input.query;
    this.body = parts.input.body;
    this.now = parts.now;
    if (parts.ifMatch !== undefined) this.ifMatch = parts.ifMatch;
    if (parts.lastEventId !== undefined) this.lastEventId = parts.lastEventId;
  }

  get caller(): Caller {
    // Of a public route it may be absent, which is what the handler's own type says.
    return this.#parts.state.caller as Caller;
  }
  get requestId(): string {
    return this.#parts.request.id;
  }
  get ip(): string {
    return this.#parts.request.ip;
  }
  get userAgent(): string {
    return (this.#parts.request.headers["user-agent"] ?? "").slice(0, USER_AGENT_CHARS_MAX);
  }
  get cookies(): Readonly<Record<string, string | undefined>> {
    return this.#parts.state.cookies;
  }
  get signal(): AbortSignal {
    this.#deadline ??= new AbortController();
    return AbortSignal.any([this.#parts.request.signal, this.#deadline.signal]);
  }

  /** The caller was told that it took too long. */
  abort(reason: Error): void {
    this.#deadline?.abort(reason);
  }

  // Bound, so that a handler may take them out of the call.
  readonly read = <T>(work: (db: Executor) => Promise<T>): Promise<T> =>
    readWithReplica(this.#parts.databases, this.#parts.state, (staff) =>
      readFor({ ...this.#parts.databases, staff }, this.#parts.state.caller, work),
    );

  readonly readOne = <Row extends object, T>(query: PreparedQuery<Row, T>): Promise<T | undefined> =>
    readWithReplica(this.#parts.databases, this.#parts.state, (staff) =>
      readOneFor({ ...this.#parts.databases, staff }, this.#parts.state.caller, query),
    );

  readonly write = (work: Work): Promise<Answer<Route>> =>
    this.#record((run) => writeFor(this.#parts.databases, this.#parts.state.caller, run), work);

  readonly readOwn = <T>(work: (db: Executor) => Promise<T>): Promise<T> => work(this.#parts.databases.staff.kysely);

  readonly writeOwn = (work: Work): Promise<Answer<Route>> =>
    this.#record((run) => inTransaction(this.#parts.databases.staff, run), work);

  readonly tell = (fact: AuditFact): void => {
    const { state } = this.#parts;
    state.fact = { ...state.fact, ...fact, detail: { ...state.fact.detail, ...fact.detail } };
  };

  async #record(transact: (run: Work) => Promise<Answer<Route>>, work: Work): Promise<Answer<Route>> {
    const { request, state, trail, idempotent } = this.#parts;
    const answer = await transact(async (tx) => {
      const given = await work(tx);
      if (given.refusal === undefined) await idempotent?.keep(tx, given);
      // Last: whoever appends to the chain holds up everybody else who does.
      await trail.recordIn(tx, request, state, given.refusal);
      return given;
    });
    state.isRecorded = true;
    return answer;
  }
}
