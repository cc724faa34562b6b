import { z } from "zod";

/**
 * Where somebody stands among events: behind the one of this id, or before the first. An event has its id for ever and wherever
 * it is told, so that a place is good in a list as in a stream, and in any process.
 */
export const EventPlace = z.string().regex(/^(?:start|0x[0-9a-f]{64})$/);

/** Name of the last event of a stream that the API ends; a connection that breaks has none. */
export const STREAM_END = "end";

/** Each may be resumed from the last id, and whoever may no longer read is then told so by status and problem. */
const STREAM_ENDS = [
  /** The process goes down. */
  "closing",
  /** It was open for as long as one is. */
  "expired",
  /** The caller did not take what was sent. */
  "slow",
  /** Whether the caller may still read could not be looked up. */
  "unavailable",
  /** The session or key has ended. */
  "unauthenticated",
  /** What the caller may read is no longer what it was. */
  "changed",
] as const;
export type StreamEndReason = (typeof STREAM_ENDS)[number];
export const StreamEnd = z.strictObject({ reason: z.enum(STREAM_ENDS) });

/** So often at least something comes: a comment, where there is nothing to tell. */
export const HEARTBEAT_MS = 15_000;
