import { STREAM_END, type StreamEndReason } from "@redflag/contract/http/event-stream";
import { Problem } from "@redflag/domain/problem";
import type { FeedEvent } from "@redflag/store/feed";
import { toldEvent } from "../told-event.ts";
import type { StreamSettings } from "./stream-settings.ts";
import type { Page, ReadAfter, Topic } from "./topic.ts";

/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;
const HEARTBEAT = ":\n\n";

export interface EventStreamParts {
  topic: Topic;
  read: ReadAfter;
  /** Behind what it begins; `id` is what the client resumes from if nothing comes. */
  from: { position: number; id: string };
  settings: StreamSettings;
}

/**
 * What one client is sent, pulled by its connection: of what it has not taken yet one frame is held here, and where it stands.
 * It reads on only when it is pulled, so that whoever is slow costs no memory and falls behind alone.
 */
export class EventStream {
  readonly #parts: EventStreamParts;
  readonly #beganMs = performance.now();
  #position: number;
  #reason: StreamEndReason | "gone" | undefined;
  #wake: (() => void) | undefined;
  /** Since when a frame waits for the connection to take it. */
  #offeredMs: number | undefined;

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
    this.#position = parts.from.position;
  }

  get reason(): StreamEndReason | "gone" | undefined {
    return this.#reason;
  }

  /** Whether its connection has taken nothing for so long. */
  isBlocked(forMs: number): boolean {
    return this.#offeredMs !== undefined && performance.now() - this.#offeredMs >= forMs;
  }

  /** Says why and ends, once what is being sent is out; `gone`: there is nobody to tell. The first reason holds. */
  end(reason: StreamEndReason | "gone"): void {
    this.#reason ??= reason;
    this.#wake?.();
  }

  async *frames(): AsyncGenerator<string, void, undefined> {
    const stopFollowing = this.#parts.topic.follow(() => this.#wake?.());
    try {
      yield* this.#offer(`retry: ${RETRY_MS}\nid: ${this.#parts.from.id}\n\n`);
      yield* this.#news(true);
      while (this.#reason === undefined) {
        if (this.#parts.topic.end > this.#position) yield* this.#news(false);
        else if (this.#leftMs() <= 0) this.end("expired");
        else if (!(await this.#woken())) yield* this.#offer(HEARTBEAT);
      }
      if (this.#reason !== "gone") yield endFrame(this.#reason);
    } finally {
      stopFollowing();
    }
  }

  /** @param isFirst looks although the end is not known to be further */
  async *#news(isFirst: boolean): AsyncGenerator<string, void, undefined> {
    const { topic, read } = this.#parts;
    for (let look = isFirst; this.#reason === undefined && (look || topic.end > this.#position); ) {
      let page: Page;
      try {
        page = await topic.page(this.#position, read);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return this.end("unavailable");
      }
      for (const event of page.events) {
        if (this.#reason !== undefined) return;
        yield* this.#offer(eventFrame(event));
        this.#position = event.position;
      }
      look = isFirst && page.isFull;
      this.#position = page.upTo;
    }
  }

  *#offer(frame: string): Generator<string, void, undefined> {
    this.#offeredMs = performance.now();
    yield frame;
    this.#offeredMs = undefined;
  }

  #leftMs(): number {
    return this.#beganMs + this.#parts.settings.lifetimeMs - performance.now();
  }

  /** @returns false when it is time that something comes */
  async #woken(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#wake = () => resolve(true);
    const { heartbeatMs } = this.#parts.settings;
    const leftMs = this.#leftMs();
    const timer = setTimeout(() => resolve(leftMs <= heartbeatMs), Math.min(heartbeatMs, leftMs));
    // It may have come between the look and this.
    if (this.#reason !== undefined || this.#parts.topic.end > this.#position) resolve(true);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#wake = undefined;
    }
  }
}

function eventFrame(event: FeedEvent): string {
  const told = toldEvent(event);
  return `id: ${told.id}\nevent: ${told.payload.type}\ndata: ${JSON.stringify(told)}\n\n`;
}

/** Without an id: whoever resumes goes on from the last event. */
export function endFrame(reason: StreamEndReason): string {
  return `event: ${STREAM_END}\ndata: ${JSON.stringify({ reason })}\n\n`;
}
