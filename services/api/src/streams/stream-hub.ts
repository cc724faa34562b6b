import type { StreamEndReason } from "@redflag/contract/http/event-stream";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";
import type { FastifyReply } from "fastify";
import type { StreamMetrics } from "../api-metrics.ts";
import type { Authenticator, Credential } from "../authenticate.ts";
import { audienceOf, type Caller } from "../caller.ts";
import { type Databases, readFor } from "../database-access.ts";
import { feedOf } from "../feed-of.ts";
import { EventStream } from "./event-stream.ts";
import { FeedWatch } from "./feed-watch.ts";
import { RepeatedLook } from "./repeated-look.ts";
import { Seats } from "./seats.ts";
import { StreamConnection } from "./stream-connection.ts";
import type { StreamSettings } from "./stream-settings.ts";
import { type ReadAfter, Topic } from "./topic.ts";

export interface StreamHubParts {
  databases: Databases;
  authenticator: Pick<Authenticator, "look">;
  settings: StreamSettings;
  logger: Logger;
  now: () => Date;
  metrics: StreamMetrics | undefined;
}

/** Who opens a stream, and behind which event. */
export interface StreamRequest {
  caller: Caller;
  credential: Credential;
  /** It ends when the caller has this no more. */
  permission: Permission;
  from: { position: number; id: string };
}

interface OpenStream extends StreamRequest {
  stream: EventStream;
  connection: StreamConnection;
}

/** All streams of this process: one look at the database for what is new, one for who may still read. */
export class StreamHub {
  readonly #parts: StreamHubParts;
  readonly #seats: Seats;
  readonly #staff = new Topic();
  readonly #exchanges = new Map<string, Topic>();
  readonly #open = new Set<OpenStream>();
  #watch: FeedWatch | undefined;
  #recheck: RepeatedLook | undefined;
  #isClosing = false;

  constructor(parts: StreamHubParts) {
    this.#parts = parts;
    this.#seats = new Seats(parts.settings);
  }

  /** With the first stream: until then nobody is told of anything. */
  #start(): void {
    const { databases, settings, logger, now, metrics } = this.#parts;
    this.#watch = new FeedWatch({
      db: databases.staff,
      staff: this.#staff,
      exchanges: this.#exchanges,
      pollMs: settings.pollMs,
      logger,
      now,
      onWaiting: (seconds) => metrics?.waits(seconds),
    });
    this.#recheck = new RepeatedLook({
      look: () => this.#lookAtAll(),
      everyMs: settings.recheckMs,
      onFailure: (err) => logger.warn({ msg: "who reads streams could not be looked up", err }),
    });
  }

  /**
   * Takes a seat for a stream, before anything is recorded or sent.
   * @throws Problem `streams_exceeded`, `streams_full`
   */
  open(request: StreamRequest): { send(reply: FastifyReply): FastifyReply; giveUp(): void } {
    const giveBack = this.#seats.take(request.caller);
    return { send: (reply) => this.#send(request, reply, giveBack), giveUp: giveBack };
  }

  /** Ends every stream, and each that is still to come. */
  endAll(): void {
    this.#isClosing = true;
    for (const { connection } of this.#open) connection.end("closing");
  }

  /** Waits until nothing here asks the database any more. */
  async close(): Promise<void> {
    this.endAll();
    await Promise.all([...this.#open].map(({ connection }) => connection.closed));
    await Promise.all([this.#recheck?.close(), this.#watch?.close()]);
  }

  #send(request: StreamRequest, reply: FastifyReply, giveBack: () => void): FastifyReply {
    const { settings, metrics } = this.#parts;
    const { caller, from } = request;
    const audience = audienceOf(caller);
    if (this.#watch === undefined) this.#start();
    const stream = new EventStream({ topic: this.#topicOf(caller), read: this.#readerOf(caller), from, settings });
    const connection = new StreamConnection(stream, reply, settings.lingerMs);
    const open = { ...request, stream, connection };
    this.#open.add(open);
    metrics?.opened(audience);
    void connection.closed.then(() => {
      this.#open.delete(open);
      giveBack();
      metrics?.ended(audience, stream.reason ?? "gone");
      this.#forgetTopic(caller);
    });
    connection.send();
    if (this.#isClosing) connection.end("closing");
    return reply;
  }

  #topicOf({ subscriberId }: Caller): Topic {
    if (subscriberId === undefined) return this.#staff;
    let topic = this.#exchanges.get(subscriberId);
    if (topic === undefined) {
      topic = new Topic();
      this.#exchanges.set(subscriberId, topic);
    }
    return topic;
  }

  #forgetTopic({ subscriberId }: Caller): void {
    if (subscriberId === undefined) return;
    if (![...this.#open].some(({ caller }) => caller.subscriberId === subscriberId))
      this.#exchanges.delete(subscriberId);
  }

  /** An exchange by its own login, which shows it nothing else. */
  #readerOf(caller: Caller): ReadAfter {
    const { databases } = this.#parts;
    const { listAfter } = feedOf(caller);
    return (position, limit) => readFor(databases, caller, (db) => listAfter(db, position, limit));
  }

  /** Those who share a credential are looked up together. */
  async #lookAtAll(): Promise<void> {
    const byCredential = Map.groupBy(this.#open, ({ credential }) => credential.secret);
    for (const streams of byCredential.values()) {
      const [{ credential } = { credential: undefined }] = streams;
      if (credential === undefined) continue;
      const reasonOf = await this.#judge(credential);
      for (const open of streams) {
        const reason = reasonOf(open) ?? (open.stream.isBlocked(this.#parts.settings.slowMs) ? "slow" : undefined);
        if (reason !== undefined && open.stream.reason === undefined) open.connection.end(reason);
      }
    }
  }

  /** What cannot be looked up ends: whoever comes back is judged anew. */
  async #judge(credential: Credential): Promise<(open: StreamRequest) => StreamEndReason | undefined> {
    let now: Caller | undefined;
    try {
      now = await this.#parts.authenticator.look(credential);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return () => "unavailable";
    }
    if (now === undefined) return () => "unauthenticated";
    const { permissions, subscriberId } = now;
    return ({ permission, caller }) =>
      permissions.has(permission) && subscriberId === caller.subscriberId ? undefined : "changed";
  }
}
