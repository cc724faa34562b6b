import { setTimeout as sleep } from "node:timers/promises";
import { PipelineProcess, type ProcessName, type ProcessOptions } from "../kill/pipeline-process.ts";

export const WORKER_ROLES = ["ingest", "screen", "notify", "api", "refresh"] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

/** What an operator would read in the log: warnings and errors, each kind once. */
export interface Told {
  role: ProcessName;
  level: string;
  msg: string;
  code?: string;
}

/** As systemd and the like do, before a process that ended is started again. */
const RESTART_MS = 300;

/** A process of the pipeline under a supervisor: whenever it ends, it is started again. */
export class Worker {
  readonly role: ProcessName;
  readonly told: Told[] = [];
  /** How often it ended although nobody ended it. */
  endedCount = 0;
  readonly #env: Readonly<Record<string, string>>;
  readonly #under: readonly string[];
  #process: PipelineProcess<ProcessName>;
  #isClosing = false;
  #isEnding = false;
  #rest = "";
  #log = "";

  constructor(role: ProcessName, env: Readonly<Record<string, string>>, under: readonly string[] = []) {
    this.role = role;
    this.#env = env;
    this.#under = under;
    this.#process = this.#start();
  }

  /** Its last lines. */
  get log(): string {
    return this.#log;
  }

  get sessionsLike(): string {
    return this.#process.sessionsLike;
  }

  /** Resolves when the process that runs now has said that it does. */
  get ready(): Promise<void> {
    return this.#process.ready;
  }

  signal(name: NodeJS.Signals): void {
    this.#process.signal(name);
  }

  /** Ends it, and starts the next at once. @returns the exit code; null when a signal ended it */
  async end(name: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    this.#isEnding = true;
    const code = await this.#process.end(name);
    this.#process = this.#start();
    this.#isEnding = false;
    return code;
  }

  async kill(): Promise<void> {
    this.#isClosing = true;
    await this.#process.end("SIGKILL");
  }

  #start(): PipelineProcess<ProcessName> {
    const options: ProcessOptions = { under: this.#under, onLog: (text) => this.#read(text) };
    const started = new PipelineProcess<ProcessName>(this.role, this.#env, options);
    started.ended.then(async () => {
      if (this.#isEnding || this.#isClosing) return;
      this.endedCount++;
      await sleep(RESTART_MS);
      if (this.#process === started && !this.#isEnding && !this.#isClosing) this.#process = this.#start();
    });
    return started;
  }

  #read(text: string): void {
    this.#log = (this.#log + text).slice(-20_000);
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const told = toldOf(this.role, line);
      if (told !== undefined) this.told.push(told);
    }
  }
}

/** What ends a process while it starts is told in words and not as a line of the log. */
function toldOf(role: ProcessName, line: string): Told | undefined {
  if (!line.startsWith("{")) return undefined;
  const { level, msg, code } = JSON.parse(line) as Record<string, unknown>;
  if (level !== "warn" && level !== "error") return undefined;
  return { role, level, msg: String(msg), ...(typeof code === "string" && { code }) };
}
