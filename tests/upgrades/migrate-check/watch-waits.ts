import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** What others met while one migration was applied. */
export interface Waits {
  /** The longest that one read, or one write, of a large table took. */
  readMs: number;
  writeMs: number;
  /** Large tables that the migration kept from writers at least, and for how long it was seen to. */
  kept: Map<string, number>;
}

const LOOK_MS = 4;
const STRONG = ["AccessExclusiveLock", "ExclusiveLock", "ShareRowExclusiveLock", "ShareLock"];

/** Reads and writes on two sessions of its own, round the tables, and looks on a third at what the migrator keeps. */
export class WaitWatch {
  readonly #sessions: pg.Client[];
  readonly #running: Promise<unknown>;
  #waits: Waits = nothing();
  #isOver = false;
  /** Reads, and writes, that have ended. */
  readonly #met = [0, 0];

  private constructor(sessions: pg.Client[], running: (watch: WaitWatch) => Promise<unknown>) {
    this.#sessions = sessions;
    this.#running = running(this);
  }

  static async open(url: string, tables: readonly string[], migratorPid: number): Promise<WaitWatch> {
    const sessions = [1, 2, 3].map(() => new pg.Client({ connectionString: url, application_name: "migrate-check" }));
    await Promise.all(sessions.map((session) => session.connect()));
    const [reader, writer, looker] = sessions as [pg.Client, pg.Client, pg.Client];
    return new WaitWatch(sessions, (watch) =>
      Promise.all([
        watch.#goRound(tables, async (table) => {
          const ms = await timed(() => reader.query(`select from ${table} limit 1`));
          watch.#waits.readMs = Math.max(watch.#waits.readMs, ms);
          watch.#count(0);
        }),
        watch.#goRound(tables, async (table) => {
          const ms = await timed(() =>
            writer.query(
              `begin; lock table ${table} in row exclusive mode; select from ${table} limit 1 for update; commit`,
            ),
          );
          watch.#waits.writeMs = Math.max(watch.#waits.writeMs, ms);
          watch.#count(1);
        }),
        watch.#look(looker, migratorPid, new Set(tables)),
      ]),
    );
  }

  /** What was met since the last time: with what is still being waited for when it is asked. */
  async take(): Promise<Waits> {
    // Two more on each session: the first may have begun before.
    const until = this.#met.map((count) => count + 2);
    while (this.#met.some((count, session) => count < (until[session] ?? 0))) await sleep(LOOK_MS);
    const taken = this.#waits;
    this.#waits = nothing();
    return taken;
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    await Promise.all(this.#sessions.map((session) => session.end()));
  }

  #count(session: 0 | 1): void {
    this.#met[session] = (this.#met[session] ?? 0) + 1;
  }

  async #goRound(tables: readonly string[], meet: (table: string) => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      for (const table of tables) {
        await meet(table);
        await sleep(1);
      }
    }
  }

  async #look(looker: pg.Client, pid: number, tables: ReadonlySet<string>): Promise<void> {
    let since = new Map<string, number>();
    while (!this.#isOver) {
      const { rows } = await looker.query<{ name: string }>(
        "select distinct relation::regclass::text as name from pg_locks where pid = $1 and granted and mode = any($2) and relation is not null",
        [pid, STRONG],
      );
      const now = performance.now();
      const held = rows.flatMap(({ name }) => (tables.has(name) ? [name] : []));
      since = new Map(held.map((name) => [name, since.get(name) ?? now]));
      for (const [name, from] of since) {
        this.#waits.kept.set(name, Math.max(this.#waits.kept.get(name) ?? 0, now - from));
      }
      await sleep(LOOK_MS);
    }
  }
}

function nothing(): Waits {
  return { readMs: 0, writeMs: 0, kept: new Map() };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
