import { EVENT_TYPES } from "../subscription-filter.ts";
import { ApiProblem } from "./api-problem.ts";
import { type ClientOptions, fetchRoute } from "./client.ts";
import { HEARTBEAT_MS, STREAM_END } from "./event-stream.ts";
import { type Frame, readFrames } from "./read-frames.ts";
import { ReleasedEvent } from "./routes/subscribers.ts";
import { ROUTES } from "./routes.ts";

export interface FollowOptions {
  /** Id of the last event that is known, or `start`; without it what comes from now on. */
  after?: string;
  /** Ends it. */
  signal?: AbortSignal;
}

const RETRY_MS = 2_000;
const RETRY_MS_MAX = 30_000;
/** A connection on which nothing comes for so long is dead, whatever the network says. */
const QUIET_MS = 3 * HEARTBEAT_MS;
const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);

/**
 * Events as they come, each once and in their order, in a browser as in Node: over a connection that breaks it goes on from the
 * last one. Those of types that are not known here are passed over.
 * @throws ApiProblem for what does not get better by waiting; whatever `fetch` threw, if the API was never reached
 */
export async function* followEvents(
  options: ClientOptions,
  { after, signal }: FollowOptions = {},
): AsyncGenerator<ReleasedEvent, void, undefined> {
  let last = after;
  let retryMs = RETRY_MS;
  let wasOpen = false;
  for (let failures = 0; ; failures++) {
    let waitMs = Math.min(RETRY_MS_MAX, retryMs * 2 ** Math.min(failures, 8));
    try {
      for await (const frame of openStream(options, last, signal)) {
        wasOpen = true;
        failures = 0;
        last = frame.id ?? last;
        retryMs = frame.retryMs ?? retryMs;
        waitMs = retryMs;
        const event = eventOf(frame);
        if (event !== undefined) yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      const waits = error instanceof ApiProblem && (error.status === 429 || error.status >= 500);
      if (!waits && (error instanceof ApiProblem || !wasOpen)) throw error;
      if (waits && error.retryAfterS !== undefined) waitMs = Math.max(waitMs, error.retryAfterS * 1_000);
    }
    await pause(waitMs, signal);
    if (signal?.aborted) return;
  }
}

async function* openStream(
  options: ClientOptions,
  last: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Frame, void, undefined> {
  const dead = new AbortController();
  const ending = signal === undefined ? dead.signal : AbortSignal.any([signal, dead.signal]);
  let timer = setTimeout(() => dead.abort(), QUIET_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dead.abort(), QUIET_MS);
  };
  try {
    const headers = last === undefined ? {} : { "last-event-id": last };
    const response = await fetchRoute(
      { ...options, headers: { ...options.headers, ...headers } },
      ROUTES.streamEvents,
      { signal: ending },
    );
    if (response.body !== null) yield* readFrames(textOf(response.body, heard));
  } finally {
    clearTimeout(timer);
    dead.abort();
  }
}

async function* textOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    yield decoder.decode(value, { stream: true });
  }
}

function eventOf({ event, data }: Frame): ReleasedEvent | undefined {
  if (data === undefined || event === STREAM_END || !TYPES.has(event)) return undefined;
  return ReleasedEvent.parse(JSON.parse(data));
}

/** Until the time is over or the signal aborts. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
