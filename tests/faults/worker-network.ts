import { spawnSync } from "node:child_process";
import { run } from "./run-command.ts";

/** Which of the servers a worker reaches at an address of its own, so that the way to each can be cut alone. */
const SERVERS = ["database", "queue", "node", "receiver"] as const;
export type Server = (typeof SERVERS)[number];

/** Nobody's network: RFC 5737 keeps it for examples. */
const NETWORK = "198.51.100";
const WORKERS = `${NETWORK}.100`;
const NOWHERE = "02:00:00:00:00:01";

/**
 * A network namespace for workers, joined to this machine by two ends of a cable. Only root may make one.
 *
 * A link that is down tells whoever sends nothing at once, and a hole never tells: frames go to a card that is not there,
 * in both directions.
 */
export class WorkerNetwork {
  readonly #namespace: string;
  readonly #ends: { here: string; there: string };

  private constructor(namespace: string, ends: { here: string; there: string }) {
    this.#namespace = namespace;
    this.#ends = ends;
  }

  static canOpen(): boolean {
    if (process.getuid?.() !== 0) return false;
    const name = `redflag-try-${process.pid}`;
    const made = spawnSync("ip", ["netns", "add", name]).status === 0;
    if (made) run("ip", "netns", "del", name);
    return made;
  }

  static open(): WorkerNetwork {
    const namespace = `redflag-faults-${process.pid}`;
    const network = new WorkerNetwork(namespace, { here: `rfh${process.pid}`, there: `rft${process.pid}` });
    const { here, there } = network.#ends;
    run("ip", "netns", "add", namespace);
    run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", namespace);
    SERVERS.forEach((server) => {
      run("ip", "addr", "add", `${network.hostOf(server)}/24`, "dev", here);
    });
    run("ip", "link", "set", here, "up");
    network.#inside("addr", "add", `${WORKERS}/24`, "dev", there);
    network.#inside("link", "set", "lo", "up");
    network.#inside("link", "set", there, "up");
    return network;
  }

  /** What a process is started under, to be in it. */
  get under(): string[] {
    return ["ip", "netns", "exec", this.#namespace];
  }

  /** Where a worker that listens is reached from this machine. */
  get workersHost(): string {
    return WORKERS;
  }

  hostOf(server: Server): string {
    return `${NETWORK}.${SERVERS.indexOf(server) + 1}`;
  }

  unplug(): void {
    this.#inside("link", "set", this.#ends.there, "down");
  }

  plug(): void {
    this.#inside("link", "set", this.#ends.there, "up");
  }

  /** What is sent to these servers, and what they send back, is lost without a word. */
  dig(servers: readonly Server[] = SERVERS): void {
    for (const server of servers) {
      this.#inside(
        "neigh",
        "replace",
        this.hostOf(server),
        "lladdr",
        NOWHERE,
        "nud",
        "permanent",
        "dev",
        this.#ends.there,
      );
    }
  }

  fillIn(servers: readonly Server[] = SERVERS): void {
    for (const server of servers) this.#inside("neigh", "del", this.hostOf(server), "dev", this.#ends.there);
  }

  close(): void {
    run("ip", "link", "del", this.#ends.here);
    run("ip", "netns", "del", this.#namespace);
  }

  #inside(...args: string[]): void {
    run("ip", "-n", this.#namespace, ...args);
  }
}
