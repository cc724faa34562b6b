import { createHmac } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "@redflag/store/database";
import { findIdempotentAnswer, insertIdempotentAnswer } from "@redflag/store/idempotent-answer";
import { callerName } from "./caller.ts";
import type { Answer } from "./handler.ts";
import { InvalidRequest } from "./invalid-request.ts";
import type { RequestState } from "./request-state.ts";

export const REMEMBERED_MS = 24 * 3_600_000;

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** What is kept of an answer: its tag is not part of the body. */
interface Kept {
  body?: unknown;
  version?: number;
  /** Instead of both: what is read again. */
  of?: string;
}

export interface Remembered extends Kept {
  status: number;
}

/**
 * One caller's request under one `Idempotency-Key`. Its answer is kept in the transaction of the write, where the key is
 * unique: of several at once, one takes effect, and the others fail and are then given its answer.
 */
export class IdempotentRequest {
  readonly #route: Route;
  readonly #caller: string;
  readonly #key: string;
  readonly #requestHash: Buffer;
  readonly #now: Date;

  private constructor(route: Route, caller: string, key: string, requestHash: Buffer, now: Date) {
    this.#route = route;
    this.#caller = caller;
    this.#key = key;
    this.#requestHash = requestHash;
    this.#now = now;
  }

  /** @returns undefined when the request has no such key, or the route takes none */
  static of(
    state: RequestState,
    header: string | string[] | undefined,
    request: { method: string; url: string; body: unknown },
    now: Date,
  ): IdempotentRequest | undefined {
    const { route, caller, credential } = state;
    if (header === undefined || route.idempotent !== true || caller === undefined) return undefined;
    if (typeof header !== "string" || !VISIBLE_ASCII.test(header)) {
      throw new InvalidRequest([{ at: "headers/idempotency-key", fault: "is not 1 to 255 visible ASCII characters" }]);
    }
    // Keyed with the caller's own secret, which no table holds: a bare hash would let whoever reads the table try
    // passwords that such a request sets, at the speed of SHA-256.
    const hash = createHmac("sha256", credential ?? "")
      .update(JSON.stringify([request.method, request.url, request.body]))
      .digest();
    return new IdempotentRequest(route, callerName(caller), header, hash, now);
  }

  /** @throws Problem `idempotency_conflict` for another request under the same key, `secret_shown` */
  async findAnswer(db: Database): Promise<Remembered | undefined> {
    const stored = await findIdempotentAnswer(db.kysely, this.#caller, this.#key);
    if (stored === undefined) return undefined;
    if (!stored.requestHash.equals(this.#requestHash)) {
      throw new Problem("idempotency_conflict", "the key came with other content before");
    }
    if (this.#route.showsSecret === true) {
      throw new Problem("secret_shown", "this very request was answered before");
    }
    return { status: stored.status, ...(stored.body as Kept) };
  }

  async keep(tx: Executor, answer: Answer<Route>): Promise<void> {
    const outcome = await insertIdempotentAnswer(tx, {
      caller: this.#caller,
      key: this.#key,
      requestHash: this.#requestHash,
      status: this.#route.answer.status,
      body: this.#keptOf(answer),
      now: this.#now,
    });
    if (outcome === "taken") throw new Problem("idempotency_conflict", "a request under this key came first");
  }

  #keptOf({ body, version, of }: Answer<Route>): Kept {
    const { showsSecret, readAgain } = this.#route;
    if (showsSecret === true) return {};
    if (readAgain !== true) return { body, ...(version !== undefined && { version }) };
    if (of === undefined) throw new Error(`Broken invariant: ${this.#route.id} does not say what its answer is of`);
    return { of };
  }
}
