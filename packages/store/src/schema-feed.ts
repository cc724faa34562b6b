import type { Generated, GeneratedAlways } from "kysely";

/** The order in which events are read, and what waits for its place in it. */
export interface FeedTables {
  feed: FeedTable;
  feed_pending: FeedPendingTable;
}

interface FeedTable {
  position: number;
  kind: string;
  event_id: Buffer;
  placed_at: Generated<Date>;
}

interface FeedPendingTable {
  seq: GeneratedAlways<number>;
  kind: string;
  event_id: Buffer;
  created_at: Generated<Date>;
}
