import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";

export type Role = "ingest" | "screen";
/** A service's own process, or `start`: all of them in one. */
export type ProcessName = Role | "notify" | "refresh" | "api" | "start";

export interface ProcessOptions {
  /** What it is started under, such as another network. */
  under?: readonly string[];
  /** Whatever it writes to its log. */
  onLog?: (text: string) => void;
}

/** What is run, and what its log says once it works. */
function programOf(name: ProcessName): { program: readonly string[]; ready: string } {
  if (name === "start") return { program: [BUILT.redflag, name], ready: '"watching"' };
  const ready = name === "api" ? "api listens" : `${name} runs`;
  return { program: [BUILT[name]], ready };
}

/** One real process of the pipeline, as an operator would run it. */
export class PipelineProcess<Name extends ProcessName = Role> {
  readonly role: Name;
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  #log = "";

  constructor(role: Name, env: Readonly<Record<string, string>>, { under = [], onLog }: ProcessOptions = {}) {
    this.role = role;
    const { program, ready } = programOf(role);
    const [command = "", ...args] = [...under, process.execPath, ...program];
    this.#child = spawn(command, args, {
      env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#exited = once(this.#child, "exit").then(([code]) => code as number | null);
    this.ready = new Promise((resolve, reject) => {
      this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        onLog?.(text);
        this.#log = (this.#log + text).slice(-20_000);
        if (this.#log.includes(ready)) resolve();
      });
      this.#exited.then((code) => reject(new Error(`${role} ended with ${code} before it was ready:\n${this.#log}`)));
    });
    // Whoever waits for it hears; a process that is killed while it starts has nobody waiting.
    this.ready.catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** For `application_name like …` in pg_stat_activity: some of its sessions say for whom they are, all say the process. */
  get sessionsLike(): string {
    return `redflag% ${this.#child.pid}`;
  }

  get log(): string {
    return this.#log;
  }

  /** The exit code once it has ended, for whatever reason; null when a signal ended it. */
  get ended(): Promise<number | null> {
    return this.#exited;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** @returns the exit code; null when a signal ended it */
  async end(name: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    this.#child.kill(name);
    return this.#exited;
  }
}
