import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../free-port.ts";

const SERVER = "redis-server";
const POLL_MS = 20;

export function hasRedis(): boolean {
  return spawnSync(SERVER, ["--version"]).status === 0;
}

/** A real Redis that keeps nothing on disk: started again, it has forgotten everything. */
export class RedisMachine {
  readonly port: number;
  readonly #host: string | undefined;
  #server: ChildProcess | undefined;

  private constructor(port: number, host: string | undefined) {
    this.port = port;
    this.#host = host;
  }

  static async open(host?: string): Promise<RedisMachine> {
    const machine = new RedisMachine(await findFreePort(), host);
    await machine.start();
    return machine;
  }

  async start(): Promise<void> {
    const bind = ["--bind", "127.0.0.1", ...(this.#host === undefined ? [] : [this.#host])];
    const args = ["--port", `${this.port}`, ...bind, "--protected-mode", "no", "--save", "", "--appendonly", "no"];
    this.#server = spawn(SERVER, [...args, "--dir", tmpdir()], { stdio: "ignore" });
    while ((await this.#ask("PING").catch(() => "")) !== "+PONG") await sleep(POLL_MS);
  }

  async flush(): Promise<void> {
    await this.#ask("FLUSHALL");
  }

  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }

  /** One command in the protocol's short form, which needs no client. */
  async #ask(command: string): Promise<string> {
    const socket = connect({ host: "127.0.0.1", port: this.port });
    socket.setEncoding("utf8").write(`${command}\r\n`);
    try {
      const [answer] = await once(socket, "data");
      return String(answer).trim();
    } finally {
      socket.destroy();
    }
  }
}
