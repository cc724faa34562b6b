import type { Executor } from "@redflag/store/database";
import { isForbidden } from "@redflag/store/database-error";
import { type ListSource, listListSources } from "@redflag/store/list-source";
import { sourceJson, sourceText } from "../list-source-text.ts";
import type { Check } from "./check.ts";

/** A list that its publisher has not confirmed for so many of its intervals is old. */
const INTERVALS_MAX = 2;
/** So long after its time nobody is looking. */
const OVERDUE_MS = 600_000;

/** How old each list is that is fetched from its publisher, and why. */
export async function checkSources(db: Executor, now = new Date()): Promise<Check[]> {
  try {
    return (await listListSources(db)).map((source) => checkSource(source, now));
  } catch (error) {
    // In ingest's container, whose login is kept from the publishers' addresses: they may hold keys.
    if (isForbidden(error)) return [];
    throw error;
  }
}

function checkSource(source: ListSource, now: Date): Check {
  const { list, everySeconds, failureCount, lastFailure, succeededAt, nextAttemptAt } = source;
  const name = `source ${list.id}`;
  const shown = { name, text: sourceText(source, now), facts: sourceJson(source) };
  const byHand = `\`redflag watchlist refresh ${list.id}\``;
  const ageMs = succeededAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - succeededAt.getTime();
  const isOld = ageMs > INTERVALS_MAX * everySeconds * 1000;
  if (now.getTime() - nextAttemptAt.getTime() > OVERDUE_MS) {
    const hint = `Nobody fetches it: \`redflag start\` does, or the process services/refresh/src/main.ts, or ${byHand}.`;
    return { ...shown, status: isOld && succeededAt !== undefined ? "wrong" : "note", hint };
  }
  if (failureCount === 0) return { ...shown, status: "ok" };
  const cause = lastFailure?.code.startsWith("outbound_")
    ? "the publisher's address and the way there"
    : "what the publisher sends";
  const hint = `The last good version stays live, and it is tried again. Look at ${cause}; ${byHand} tries at once.`;
  return { ...shown, status: isOld ? "wrong" : "note", hint };
}
