import { Readable } from "node:stream";
import type { StreamEndReason } from "@redflag/contract/http/event-stream";
import type { FastifyReply } from "fastify";
import { type EventStream, endFrame } from "./event-stream.ts";

/** What is left to a client to take why its stream ends. */
const LINGER_MS = 2_000;

/** The connection on which a stream goes out: it pulls as fast as the client takes. */
export class StreamConnection {
  readonly #stream: EventStream;
  readonly #reply: FastifyReply;
  readonly #frames: Readable;
  /** Nothing is read for it any more. */
  readonly closed: Promise<void>;

  constructor(stream: EventStream, reply: FastifyReply) {
    this.#stream = stream;
    this.#reply = reply;
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
  send(): FastifyReply {
    this.#reply.headers({
      "content-type": "text/event-stream; charset=utf-8",
      // Some proxies hold back what they could send later, unless they are told.
      "x-accel-buffering": "no",
    });
    return this.#reply.send(this.#frames);
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
    const timer = setTimeout(() => raw.destroy(), LINGER_MS);
    void this.closed.then(() => clearTimeout(timer));
  }
}
