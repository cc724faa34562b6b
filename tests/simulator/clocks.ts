import type pg from "pg";
import type { Random } from "./random.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const BEGIN = new Date("2026-06-01T00:00:00Z");
/**
 * No seed lives longer. What waits for 90 days is dropped, and rightly: then nobody could tell it from what was lost.
 */
const LIFE_MS = 85 * DAY_MS;
const DATABASE_OFF_HOURS_MAX = 48;
/** They date signatures and the log, and nothing else. */
const PROCESS_OFF_HOURS_MAX = 40 * 24;

/** True time, which passes when the schedule says so, and what the database's clock and each process's make of it. */
export class Clocks {
  readonly #client: pg.Client;
  #elapsedMs = 0;
  #databaseOffMs = 0;
  #databaseMinMs = BEGIN.getTime();
  #databaseMaxMs = BEGIN.getTime();
  readonly #processOffMs = new Map<number, number>();

  /** @param client sees the real database, with its clock installed */
  constructor(client: pg.Client) {
    this.#client = client;
  }

  get trueMs(): number {
    return BEGIN.getTime() + this.#elapsedMs;
  }

  /** The earliest and the latest that the database's clock has ever said. */
  get databaseSpan(): { minMs: number; maxMs: number } {
    return { minMs: this.#databaseMinMs, maxMs: this.#databaseMaxMs };
  }

  ofProcess(index: number): number {
    return this.trueMs + (this.#processOffMs.get(index) ?? 0);
  }

  /** Time as it goes by: mostly seconds, at times days. */
  async passSome(random: Random): Promise<string> {
    const ms = {
      seconds: random.between(1, 20) * SECOND_MS,
      minutes: random.between(60, 900) * SECOND_MS,
      hours: random.between(1, 8) * HOUR_MS,
      days: random.between(24, 50) * HOUR_MS,
    }[random.weigh({ seconds: 40, minutes: 35, hours: 20, days: 5 })];
    await this.pass(ms);
    return `${ms / SECOND_MS} s pass`;
  }

  async pass(ms: number): Promise<void> {
    this.#elapsedMs = Math.min(this.#elapsedMs + ms, LIFE_MS);
    await this.#tellDatabase();
  }

  /** One of the clocks jumps, forwards or backwards, or is put right. */
  async jump(random: Random, processCount: number): Promise<string> {
    const which = random.between(-1, processCount - 1);
    const offMs = random.chance(25)
      ? 0
      : drawOffset(random, which === -1 ? DATABASE_OFF_HOURS_MAX : PROCESS_OFF_HOURS_MAX);
    if (which === -1) {
      this.#databaseOffMs = offMs;
      await this.#tellDatabase();
    } else {
      this.#processOffMs.set(which, offMs);
    }
    return `the clock of ${which === -1 ? "the database" : `process ${which}`} is ${offMs / SECOND_MS} s off`;
  }

  async putRight(): Promise<void> {
    this.#databaseOffMs = 0;
    this.#processOffMs.clear();
    await this.#tellDatabase();
  }

  async #tellDatabase(): Promise<void> {
    const ms = this.trueMs + this.#databaseOffMs;
    this.#databaseMinMs = Math.min(this.#databaseMinMs, ms);
    this.#databaseMaxMs = Math.max(this.#databaseMaxMs, ms);
    await this.#client.query("insert into sim.clock values (clock_timestamp(), $1)", [new Date(ms)]);
  }
}

/** Within the five minutes that receivers bear, or far beyond them; never whole minutes, which leases and schedules have. */
function drawOffset(random: Random, hoursMax: number): number {
  const ms = {
    seconds: random.between(1, 250) * SECOND_MS + 7,
    minutes: random.between(6, 120) * 60 * SECOND_MS + 13,
    days: random.between(3, hoursMax) * HOUR_MS + 17,
  }[random.weigh({ seconds: 40, minutes: 30, days: 30 })];
  return random.chance(50) ? ms : -ms;
}
