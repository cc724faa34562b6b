import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chownSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findFreePort } from "../free-port.ts";
import { locatePostgresBinaries } from "../postgres-binaries.ts";
import { unprivilegedUser } from "../unprivileged-user.ts";

const POLL_MS = 50;
const START_MS_MAX = 60_000;

/** As PostgreSQL calls its ways to stop: `fast` ends sessions and writes all out, `immediate` is a crash. */
const STOP_SIGNALS = { fast: "SIGINT", immediate: "SIGQUIT" } as const;
export type StopMode = keyof typeof STOP_SIGNALS;

export interface PostgresOptions {
  /** Where its data lie; a folder of its own unless told. */
  dataParent?: string;
  /** Besides the loopback. */
  host?: string;
}

/** A real PostgreSQL that writes durably, and may be stopped, crashed and started again on the same port. */
export class PostgresMachine {
  readonly port: number;
  readonly #binaries: { initdb: string; postgres: string };
  readonly #directory: string;
  readonly #data: string;
  readonly #host: string | undefined;
  #server: ChildProcess | undefined;
  #log = "";

  private constructor(
    port: number,
    binaries: { initdb: string; postgres: string },
    directory: string,
    data: string,
    host: string | undefined,
  ) {
    this.port = port;
    this.#binaries = binaries;
    this.#directory = directory;
    this.#data = data;
    this.#host = host;
  }

  static async open({ dataParent, host }: PostgresOptions = {}): Promise<PostgresMachine> {
    const user = unprivilegedUser();
    const directory = await mkdtemp(join(tmpdir(), "redflag-faults-postgres-"));
    if (user !== undefined) chownSync(directory, user.uid, user.gid);
    const binaries = await locatePostgresBinaries(directory);
    const data = join(dataParent ?? directory, "data");
    mkdirSync(data, { mode: 0o700 });
    if (user !== undefined) chownSync(data, user.uid, user.gid);
    const initdb = ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"];
    const { status, stderr } = spawnSync(binaries.initdb, initdb, { encoding: "utf8", ...user });
    if (status !== 0) throw new Error(`initdb ended with ${status}:\n${stderr}`);
    // Whoever is on a network that this machine is on, and nobody else.
    if (host !== undefined) appendFileSync(join(data, "pg_hba.conf"), "host all all samenet trust\n");
    const machine = new PostgresMachine(await findFreePort(), binaries, directory, data, host);
    await machine.start();
    return machine;
  }

  urlFor(host: string, database: string): string {
    return `postgres://postgres@${host}:${this.port}/${database}`;
  }

  /** What it said last. */
  get log(): string {
    return this.#log;
  }

  /** Resolves once it answers. Nothing happens where it runs. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const settings = {
      listen_addresses: ["127.0.0.1", ...(this.#host === undefined ? [] : [this.#host])].join(","),
      port: this.port,
      unix_socket_directories: "",
      shared_buffers: "64MB",
      max_connections: 200,
      // What is on the disk stays small, so that a small disk fills with what is written and not with what is kept.
      max_wal_size: "64MB",
      min_wal_size: "32MB",
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    this.#server = spawn(this.#binaries.postgres, ["-D", this.#data, ...flags], {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: this.#directory,
      ...unprivilegedUser(),
    });
    this.#server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#log = (this.#log + text).slice(-20_000);
    });
    await this.#untilItAnswers();
  }

  async stop(mode: StopMode): Promise<void> {
    const server = this.#server;
    if (server === undefined || !this.isRunning) return;
    const ended = once(server, "exit");
    server.kill(STOP_SIGNALS[mode]);
    await ended;
  }

  get isRunning(): boolean {
    return this.#server !== undefined && this.#server.exitCode === null && this.#server.signalCode === null;
  }

  async close(): Promise<void> {
    await this.stop("immediate");
    await rm(this.#directory, { recursive: true, force: true });
    await rm(this.#data, { recursive: true, force: true });
  }

  async #untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (this.isRunning && Date.now() < deadline) {
      const client = new pg.Client(this.urlFor("127.0.0.1", "postgres"));
      client.on("error", () => undefined);
      const answers = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (answers) return;
      await sleep(POLL_MS);
    }
    throw new Error(`PostgreSQL did not start:\n${this.#log}`);
  }
}
