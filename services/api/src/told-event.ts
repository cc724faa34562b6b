import type { EventPayload } from "@redflag/contract/event-payload";
import type { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import type { FeedEvent } from "@redflag/store/feed";

/** An event as every way of telling it has it: a list, a stream, by its id. */
export function toldEvent({ eventId, releasedAt, payload }: FeedEvent): ReleasedEvent {
  // It was parsed before it was written, and rows of these tables are never changed.
  return { id: eventId, releasedAt: releasedAt.toISOString(), payload: payload as EventPayload };
}
