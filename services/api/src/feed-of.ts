import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import {
  type FeedEvent,
  type FeedPart,
  type FeedPlace,
  type FeedRow,
  feedEvent,
  findFeedEnd,
  listFeedAfter,
  placeEvents,
} from "@redflag/store/feed";
import type { PreparedQuery } from "@redflag/store/prepared-query";
import { findReleasedEnd, listReleasedEvents, releasedEvent } from "@redflag/store/released-event";
import type { Caller } from "./caller.ts";

/** Events in the order in which somebody reads them, listed as followed. */
export interface CallersFeed {
  /** What was committed until now gets its place, a thousand at most. */
  settle(staffDb: Executor): Promise<unknown>;
  listAfter(db: Executor, position: number, limit: number, part?: FeedPart): Promise<FeedEvent[]>;
  findEnd(db: Executor): Promise<FeedPlace | undefined>;
  event(id: Hash): PreparedQuery<FeedRow, FeedEvent>;
}

const STAFF: CallersFeed = {
  settle: (db) => placeEvents(db),
  listAfter: listFeedAfter,
  findEnd: findFeedEnd,
  event: feedEvent,
};

/** Staff's is the feed of all events; an exchange's has nothing but what was released to it, at places of its own. */
export function feedOf({ subscriberId }: Caller): CallersFeed {
  if (subscriberId === undefined) return STAFF;
  return {
    // It has its place from its release on.
    settle: async () => undefined,
    listAfter: (db, afterPosition, limit, part) => listReleasedEvents(db, { subscriberId, afterPosition, limit, part }),
    findEnd: (db) => findReleasedEnd(db, subscriberId),
    event: (id) => releasedEvent(subscriberId, id),
  };
}
