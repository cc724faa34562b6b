import { RULES_FOR_EXCHANGES } from "@redflag/domain/finding-for-exchanges";
import { tryAdvisoryLock } from "@redflag/store/advisory-lock";
import type { Database, Executor } from "@redflag/store/database";
import { listFeedToRelease, updateReleasePosition } from "@redflag/store/feed-release";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { listGiven } from "@redflag/store/told-alert";
import { inTransaction } from "@redflag/store/transaction";
import { type ExchangeNews, exchangeNews } from "./exchange-news.ts";

/** So that a step ends well within the time that the server gives a statement, and another process soon gets its turn. */
const EVENTS_PER_STEP = 200;

/**
 * Looks once at what comes next in the feed, and gives every subscriber what exchanges may be told of it: one transaction, by
 * one process at a time. Killed half-way it has done nothing.
 * @returns whether more may wait
 */
export async function releaseStep(db: Database, countMin = EVENTS_PER_STEP): Promise<boolean> {
  return inTransaction(
    db,
    async (tx) => {
      // Whoever had it has committed: what is read from here on is behind that.
      if (!(await tryAdvisoryLock(tx, "release"))) return false;
      const { steps, upTo, isFull } = await listFeedToRelease(tx, RULES_FOR_EXCHANGES, countMin);
      if (upTo === undefined) return false;
      const news: ExchangeNews[] = [];
      for (const { events } of steps) {
        const own: ExchangeNews[] = [];
        for (const event of events) own.push(...(await exchangeNews(tx, event)));
        news.push(...own.sort(byLedger));
      }
      if (news.length > 0) await give(tx, news);
      await updateReleasePosition(tx, upTo);
      return isFull;
    },
    { attemptsMax: 3 },
  );
}

/**
 * Staff are told of a transaction's alerts one after the other, in an order that follows from all of them: to exchanges it is the
 * ledger's.
 */
function byLedger({ payload: a }: ExchangeNews, { payload: b }: ExchangeNews): number {
  const [one, other] = [a.transfers[0], b.transfers[0]];
  const byPlace = (one?.block ?? 0) - (other?.block ?? 0) || (one?.logIndex ?? 0) - (other?.logIndex ?? 0);
  return byPlace || (a.alert < b.alert ? -1 : a.alert > b.alert ? 1 : a.stateSeq - b.stateSeq);
}

/** In the order of the feed. Of an alert that began before its time a subscriber is told nothing. */
async function give(tx: Executor, news: readonly ExchangeNews[]): Promise<void> {
  const opening = new Set(news.filter(({ eventId, openingId }) => eventId === openingId).map(({ eventId }) => eventId));
  const earlier = new Set(news.map(({ openingId }) => openingId).filter((id) => !opening.has(id)));
  // In the order of their ids, in which everybody takes their locks.
  for (const [subscriberId, given] of await listGiven(tx, earlier)) {
    const own = news.filter(({ openingId }) => opening.has(openingId) || given.has(openingId));
    await insertReleasedEvents(tx, subscriberId, own);
  }
}
