import type { Generated, GeneratedAlways } from "kysely";

/** The order in which events are read, what waits for its place in it, and what exchanges were told of it. */
export interface FeedTables {
  feed: FeedTable;
  feed_pending: FeedPendingTable;
  told_alert: ToldAlertTable;
  told_pending: ToldPendingTable;
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

export interface ToldAlertTable {
  id: Buffer;
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  tx_hash: Buffer;
  token: Buffer;
  tx_ordinal: number;
  state: string;
  loose_until: number | null;
  loose_cause: string | null;
  opening_id: Buffer;
  payload: unknown;
}

interface ToldPendingTable {
  seq: GeneratedAlways<number>;
  event_id: Buffer;
  opening_id: Buffer;
  payload: unknown;
  subject: Buffer | null;
  list_ids: string[];
}
