import type { Generated, GeneratedAlways } from "kysely";

/** The order in which events are read, what waits for its place in it, and what exchanges were told of it. */
export interface FeedTables {
  feed: FeedTable;
  feed_pending: FeedPendingTable;
  release_position: ReleasePositionTable;
  told_alert: ToldAlertTable;
  list_release: ListReleaseTable;
}

interface ListReleaseTable {
  list_id: string;
  seq: number;
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

interface ReleasePositionTable {
  only_row: Generated<boolean>;
  position: number;
}

export interface ToldAlertTable {
  id: Buffer;
  source_id: Buffer;
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  tx_hash: Buffer;
  token: Buffer;
  tx_ordinal: number;
  state: string;
  opening_id: Buffer;
  payload: unknown;
}
