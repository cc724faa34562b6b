import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { StreamEndReason } from "@redflag/contract/http/event-stream";
import { type EventStream, endFrame } from "./event-stream.ts";

/** What it needs of Fastify's. */
export interface StreamReply {
  raw: ServerResponse;
  headers(values: Record<string, string>): unknown;
  send(frames: Readable): unknown;
}

/** The connection on which a stream goes out: it pulls as fast as the client takes. */
export class StreamConnection {
  readonly #stream: EventStream;
  readonly #reply: StreamReply;
  readonly #lingerMs: number;
  readonly #frames: Readable;
  /** Nothing is read for it any more. */
  readonly closed: Promise<void>;

  constructor(stream: EventStream, reply: StreamReply, lingerMs: number) {
    this.#stream = stream;
    this.#reply = reply;
    this.#lingerMs = lingerMs;
    this.#frames = Readable.from(stream.frames(), { highWaterMark: 1 });
    const { raw } = reply;
    this.closed = new Promise((resolve) => {
      const close = () => {
        stream.end("gone");
        resolve();
      };
      // Before the stream was recorded the client may have gone, of which nobody is told again.
      if (raw.closed || raw.destroyed) close();
      raw.once("finish", close).once("close", close);
    });
  }

  /** Headers and all. */
  send(): void {
    this.#reply.headers({
      "content-type": "text/event-stream; charset=utf-8",
      // Some proxies hold back what they could send later, unless they are told.
      "x-accel-buffering": "no",
    });
    this.#reply.send(this.#frames);
  }

  /**
   * Says why, past what its client has not taken yet, and hangs up soon. Frames are out whole or not at all, and the client
   * resumes from the last that it got.
   */
  end(reason: StreamEndReason): void {
    const { raw } = this.#reply;
    const isBlocked = this.#stream.isBlocked(0);
    this.#stream.end(reason);
    if (isBlocked) {
      this.#frames.unpipe(raw);
      raw.end(endFrame(reason));
    }
    const timer = setTimeout(() => raw.destroy(), this.#lingerMs);
    void this.closed.then(() => clearTimeout(timer));
  }
}
