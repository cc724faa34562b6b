import { Worker } from "node:worker_threads";
import type { BeginStretch, ForgetLane, ShowPayments, StretchSeen } from "./graph-messages.ts";
import type { GraphSeat } from "./graph-seat.ts";

/**
 * In a thread of its own, beside the one that folds: looking for shapes is up to half of the lane at depth. It begins with the
 * first stretch. What goes wrong there is a programmer's error, and throws here from then on.
 */
export class GraphThread implements GraphSeat {
  #worker: Worker | undefined;
  readonly #waiting = new Map<string, PromiseWithResolvers<StretchSeen>>();
  #failure: Error | undefined;

  post(message: BeginStretch | ShowPayments | ForgetLane): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, buffersOf(message));
  }

  end(lane: string): Promise<StretchSeen> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const waiting = Promise.withResolvers<StretchSeen>();
    this.#waiting.set(lane, waiting);
    this.#worker?.postMessage({ kind: "end", lane });
    return waiting.promise;
  }

  /** After the last stretch. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./graph-worker.ts", import.meta.url));
    worker.on("message", (seen: StretchSeen) => {
      this.#waiting.get(seen.lane)?.resolve(seen);
      this.#waiting.delete(seen.lane);
    });
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => {
      this.#fail(new Error("the thread that looks for shapes has ended"));
    });
    return worker;
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** Moved there, not copied: nobody here looks at them again. */
function buffersOf(message: BeginStretch | ShowPayments | ForgetLane): ArrayBuffer[] {
  if (message.kind === "begin") return [message.memories.lengths.buffer, message.memories.bytes.buffer];
  if (message.kind === "forget") return [];
  const { from, to, blockNumber, logIndex, time, worth, txOrdinal } = message;
  return [from, to, blockNumber, logIndex, time, worth, txOrdinal].map(({ buffer }) => buffer);
}
