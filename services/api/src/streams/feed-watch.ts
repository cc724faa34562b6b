import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { FEED_CHANNEL, findFeedEnd, findFeedWaiting, placeEvents } from "@redflag/store/feed";
import { Notices } from "@redflag/store/notices";
import { listReleasedEnds } from "@redflag/store/released-event";
import { RepeatedLook } from "./repeated-look.ts";
import type { Topic } from "./topic.ts";

export interface FeedWatchParts {
  /** The staff's. */
  db: Database;
  staff: Topic;
  /** Of subscribers with open streams, by their ids. */
  exchanges: ReadonlyMap<string, Topic>;
  pollMs: number;
  logger: Logger;
  now: () => Date;
  /** For how long the oldest event has waited for its place. */
  onWaiting: (seconds: number) => void;
}

/**
 * Gives events their places, and tells the topics how far their feeds go: for staff when a notice or the poll says so, for
 * exchanges by the poll alone. What happens among the staff's events must not move the moment at which an exchange is told.
 */
export class FeedWatch {
  readonly #parts: FeedWatchParts;
  readonly #looks: readonly [staff: RepeatedLook, exchanges: RepeatedLook];
  readonly #notices: Notices;

  constructor(parts: FeedWatchParts) {
    this.#parts = parts;
    const { pollMs: everyMs, logger } = parts;
    const onFailure = (err: unknown) =>
      logger.warn({ msg: "new events could not be looked for; it is tried again", err });
    this.#looks = [
      new RepeatedLook({ look: () => this.#lookForStaff(), everyMs, onFailure }),
      new RepeatedLook({ look: () => this.#lookForExchanges(), everyMs, onFailure }),
    ];
    this.#notices = new Notices({
      db: parts.db,
      channel: FEED_CHANNEL,
      onNotice: () => this.#looks[0].wake(),
      onDeaf: (err) => logger.debug({ msg: "notices of new events are not heard", err }),
    });
  }

  /** Waits for what it has begun. */
  async close(): Promise<void> {
    await Promise.all(this.#looks.map((look) => look.close()));
    await this.#notices.end();
  }

  async #lookForStaff(): Promise<void> {
    const { db, staff, now, onWaiting } = this.#parts;
    await this.#notices.listen();
    while (await placeEvents(db.kysely));
    staff.advance((await findFeedEnd(db.kysely))?.position ?? 0);
    const waiting = await findFeedWaiting(db.kysely);
    onWaiting(waiting === undefined ? 0 : Math.max(0, (now().getTime() - waiting.getTime()) / 1_000));
  }

  async #lookForExchanges(): Promise<void> {
    const { db, exchanges } = this.#parts;
    const ends = await listReleasedEnds(db.kysely, [...exchanges.keys()]);
    for (const [id, position] of ends) exchanges.get(id)?.advance(position);
  }
}
