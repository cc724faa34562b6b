import { ok } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Client } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";
import type { Database } from "@redflag/store/database";

export interface CallersOptions {
  /** Of one API, or of several on one database: who is not answered by one asks the next. */
  urls: readonly string[];
  /** Of an analyst. */
  key: string;
  /** How many ask at once. */
  count: number;
  /** Of each, between an answer and the next question. */
  pauseMs?: number;
}

/** On the demo's chain, where nobody pays it. */
const SUBJECT = `eip155:31337:0x${"c4".repeat(20)}`;
const RETRY_MS = 100;
/** Whoever hears nothing for so long asks again: an answer may be lost on its way as well as a question. */
const SILENCE_MS_MAX = 5_000;
/** The API is busy, or the first of two equal requests is not done. */
const AGAIN = [409, 429];

/**
 * Callers who each write one note after the other in a case, and ask for the same again under its idempotency key until it is
 * answered.
 */
export class ApiCallers {
  /** By the note's text, the id that was answered. */
  readonly answered = new Map<string, string>();
  readonly #options: CallersOptions;
  readonly #clients: readonly Client[];
  /** By the note's text, since when it is asked for. */
  readonly #waiting = new Map<string, number>();
  #caseId: string | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #failure: unknown;
  #isOver = true;
  #hasGivenUp = false;
  #asked = 0;

  constructor(options: CallersOptions) {
    this.#options = options;
    this.#clients = options.urls.map((baseUrl) => createClient({ baseUrl, key: options.key }));
  }

  /** At first they open their case. */
  start(): void {
    this.#isOver = false;
    this.#running = this.#askAll().catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** How many wait for an answer. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** How long the one has waited that has waited longest. */
  get longestWaitMs(): number {
    return performance.now() - Math.min(performance.now(), ...this.#waiting.values());
  }

  /** @throws the refusal that ended it */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Once this resolves, everything that was asked for is answered, and nobody asks. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    this.check();
  }

  /** Whatever is not answered yet is not asked for again: for a world that ends. */
  async giveUp(): Promise<void> {
    this.#hasGivenUp = true;
    this.#isOver = true;
    await this.#running;
  }

  async #askAll(): Promise<void> {
    const body = { title: "What callers wrote", reason: "a test of faults", subject: SUBJECT };
    this.#caseId ??= await this.#askUntilAnswered((client, signal) =>
      client.createCase({ body, idempotencyKey: "open-a-case", signal }),
    );
    await Promise.all(Array.from({ length: this.#options.count }, () => this.#keepAsking()));
  }

  async #keepAsking(): Promise<void> {
    const params = { id: this.#caseId ?? "" };
    while (!this.#isOver) {
      const text = `note-${this.#asked++}`;
      this.#waiting.set(text, performance.now());
      const id = await this.#askUntilAnswered((client, signal) =>
        client.addCaseNote({ params, body: { text }, idempotencyKey: text, signal }),
      );
      if (id === undefined) return;
      this.answered.set(text, id);
      this.#waiting.delete(text);
      await sleep(this.#options.pauseMs ?? 0);
    }
  }

  /** @returns the id that was answered; undefined for who has given up */
  async #askUntilAnswered(ask: (client: Client, signal: AbortSignal) => Promise<{ body: { id: string } }>) {
    for (let attempt = 0; !this.#hasGivenUp; attempt++) {
      const client = this.#clients[attempt % this.#clients.length];
      ok(client !== undefined, "there is an API to ask");
      try {
        return (await ask(client, AbortSignal.timeout(SILENCE_MS_MAX))).body.id;
      } catch (error) {
        // As a caller does who hears nothing, or that it is to ask again.
        if (error instanceof ApiProblem && error.status < 500 && !AGAIN.includes(error.status)) throw error;
        await sleep(RETRY_MS);
      }
    }
    return undefined;
  }
}

/** What was done for these callers: `<text> <id>` of each note, and how many were written down as done. */
export async function listDone({ pool }: Database): Promise<{ rows: string[]; auditCount: number }> {
  const notes = await pool.query<{ done: string }>("select text || ' ' || id as done from case_note");
  const audit = await pool.query<{ count: number }>(
    `select count(*)::int as count from audit_entry
     where action = 'case.note' and outcome = 'done' and content::jsonb #> '{detail,replayed}' is null`,
  );
  return { rows: notes.rows.map(({ done }) => done), auditCount: audit.rows[0]?.count ?? 0 };
}
