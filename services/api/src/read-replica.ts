import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";
import { type Database, type DatabaseOptions, openDatabase } from "@redflag/store/database";
import { isOfDatabase } from "@redflag/store/database-error";
import { readLogEnd, readStandbyState } from "@redflag/store/standby";

/** Older answers than this come from nowhere: then the primary is asked. */
const BEHIND_MS_MAX = 10_000;
const LOOK_MS = 1_000;
/** Ends of the primary's log that are remembered: a replica further behind is out anyhow. */
const MARKS_MAX = 60;

export interface ReplicaOptions {
  connection: DatabaseOptions;
  primary: Database;
  logger: Logger;
}

/** A replica, and the moment up to which it surely has everything. */
export interface FreshReplica {
  db: Database;
  asOf: Date;
}

/**
 * A standby of the primary that some reads go to. It is looked at each second: how far the primary's log went, and how much of it
 * the standby has replayed. Whatever is wrong with it, the primary is asked instead, the log and `/readyz` say so, and it is
 * taken again when it is well.
 */
export class ReadReplica {
  readonly #options: ReplicaOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #db: Database | undefined;
  /** Ends of the primary's log, oldest first, that the replica had not reached when last seen, but for the first. */
  #marks: Array<{ atMs: number; end: bigint }> = [];
  #asOfMs: number | undefined;
  #fault: string | undefined = "it was not looked at yet";

  private constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#running = this.#watch();
  }

  static start(options: ReplicaOptions): ReadReplica {
    return new ReadReplica(options);
  }

  /** Undefined where the primary must be asked. */
  current(): FreshReplica | undefined {
    if (this.#db === undefined || this.fault !== undefined) return undefined;
    return { db: this.#db, asOf: new Date(this.#asOfMs ?? 0) };
  }

  /** Why it is not asked, in words that name no place; undefined while it is. */
  get fault(): string | undefined {
    if (this.#fault !== undefined) return this.#fault;
    const behindMs = Date.now() - (this.#asOfMs ?? 0);
    return behindMs > BEHIND_MS_MAX ? `it is more than ${BEHIND_MS_MAX / 1_000} s behind` : undefined;
  }

  /** A read failed on it: it is not asked again before the next look. */
  lose(): void {
    this.#fault = "a read failed on it";
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#db?.close();
  }

  async #watch(): Promise<void> {
    let told: string | undefined;
    while (!this.#stop.signal.aborted) {
      await this.#look();
      const { fault } = this;
      if (fault !== told) {
        const { logger } = this.#options;
        if (fault === undefined) logger.info({ msg: "the read replica is asked" });
        else logger.warn({ msg: "the read replica is not asked; the primary is", reason: fault });
      }
      told = fault;
      await sleep(LOOK_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { connection, primary } = this.#options;
    try {
      const atMs = Date.now();
      const end = await readLogEnd(primary);
      this.#marks = [...this.#marks.slice(-MARKS_MAX), { atMs, end }];
      this.#db ??= await openDatabase(connection);
      const { isStandby, replayed } = await readStandbyState(this.#db);
      if (!isStandby) {
        this.#fault = "it is no replica: it takes writes of its own";
        return;
      }
      const reached = this.#marks.findLastIndex((mark) => mark.end <= replayed);
      if (reached >= 0) {
        this.#asOfMs = this.#marks[reached]?.atMs;
        this.#marks = this.#marks.slice(reached);
      }
      this.#fault = this.#asOfMs === undefined ? "it has not caught up yet" : undefined;
    } catch (error) {
      if (!isOfDatabase(error)) throw error;
      this.#fault = error instanceof Problem ? error.title : "it could not be asked";
    }
  }
}
