import type { AuditContent } from "@redflag/domain/audit";
import type { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import type { FastifyRequest } from "fastify";
import { RefusalFlood } from "./refusal-flood.ts";
import type { RequestState } from "./request-state.ts";

/** Where entries go: into the transaction of what they tell, or, where there is none, into one of their own. */
export interface AuditSink {
  appendIn(tx: Executor, entries: readonly AuditContent[]): Promise<void>;
  /** Resolves once it is committed. */
  append(entry: AuditContent): Promise<void>;
}

/** Makes of every call of a route one entry. */
export class AuditTrail {
  readonly #sink: AuditSink;
  readonly #now: () => Date;
  readonly #flood = new RefusalFlood();

  constructor(sink: AuditSink, now: () => Date) {
    this.#sink = sink;
    this.#now = now;
  }

  recordIn(tx: Executor, request: FastifyRequest, state: RequestState, problem: Problem | undefined): Promise<void> {
    return this.#sink.appendIn(tx, [this.#entryOf(request, state, problem)]);
  }

  /** What is read by nobody in particular is nobody's action: a page that asks how to sign in leaves no entry. */
  async recordDone(request: FastifyRequest, state: RequestState): Promise<void> {
    if (state.isRecorded || (state.caller === undefined && state.fact.actor === undefined)) return;
    await this.#sink.append(this.#entryOf(request, state, undefined));
    state.isRecorded = true;
  }

  /** What was refused before anything was done, or taken back. */
  async recordRefusal(request: FastifyRequest, state: RequestState, problem: Problem): Promise<void> {
    if (state.isRecorded) return;
    let untold = 0;
    if (state.caller === undefined || problem.code === "rate_limited") {
      const kind = `${state.caller?.id ?? request.ip} ${state.route.action} ${problem.code}`;
      const admitted = this.#flood.admit(kind, performance.now());
      if (admitted === undefined) return;
      untold = admitted;
    }
    await this.#sink.append(this.#entryOf(request, state, problem, untold));
    state.isRecorded = true;
  }

  #entryOf(
    request: FastifyRequest,
    { route, caller, fact }: RequestState,
    problem: Problem | undefined,
    untold = 0,
  ): AuditContent {
    const actor = fact.actor ?? caller;
    const detail = {
      ...fact.detail,
      ...(problem !== undefined && { code: problem.code }),
      ...(untold > 0 && { untold }),
    };
    return {
      at: this.#now().toISOString(),
      actor:
        actor === undefined
          ? { kind: "anonymous", id: "", name: "" }
          : { kind: actor.kind, id: actor.id, name: actor.name },
      action: route.action,
      outcome: problem === undefined ? "done" : "refused",
      ...(fact.subject !== undefined && { subject: fact.subject }),
      ...(Object.keys(detail).length > 0 && { detail }),
      requestId: request.id,
      ip: request.ip,
    };
  }
}
