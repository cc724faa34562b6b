import type { EventPayload } from "@redflag/contract/event-payload";
import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { type QueueSearch, reviewsOf, wordsOf } from "./queue-search.ts";

type AlertEvent = Extract<EventPayload, { alert: string }>;

/** Whether a row still is what the list was asked for, now that somebody has acted on it: one that is not stays, muted. */
export function isStillWanted(search: QueueSearch, { review }: AlertRow, callerId: string): boolean {
  const reviews = reviewsOf(search)?.split(",");
  if (reviews !== undefined && !reviews.includes(review.state)) return false;
  if (search.followUp && review.followUpSince === undefined) return false;
  const { assignee } = search;
  if (assignee === undefined) return true;
  if (assignee === "none") return review.assignee === undefined;
  return review.assignee?.id === (assignee === "me" ? callerId : assignee);
}

/**
 * Whether an alert that has just been raised belongs into the list, as far as its event says: nobody has it, it is not closed
 * and its time is not up.
 */
export function belongsInto(search: QueueSearch, event: AlertEvent): boolean {
  const reviews = reviewsOf(search)?.split(",");
  const names = (filter: "severity" | "exposure" | "state" | "heuristic", word: string) => {
    const words = wordsOf(search, filter);
    return words.length === 0 || words.includes(word);
  };
  return (
    (reviews === undefined || reviews.includes("open")) &&
    (search.assignee === undefined || search.assignee === "none") &&
    [
      search.overdue,
      search.followUp,
      search.q,
      search.transaction,
      search.list,
      search.entry,
      search.disposition,
    ].every((filter) => filter === undefined) &&
    (search.subject === undefined || event.subject.endsWith(search.subject)) &&
    (search.chain === undefined || !search.chain.includes(":") || search.chain === event.chain) &&
    names("severity", event.severity) &&
    names("exposure", event.exposure) &&
    names("state", event.state) &&
    names("heuristic", event.heuristic)
  );
}
