import type { AlertAction } from "@redflag/contract/http/routes/alert-review";
import type { HistoryItem } from "@redflag/contract/http/routes/alerts";

/** What the lane said of an alert, and what people did with it, in one stream. */
export type StreamItem =
  | { of: "event"; key: string; at: string; kind: string }
  | { of: "action"; key: string; at: string; action: AlertAction };

/**
 * The newest first. While older actions can still be fetched, events older than those that are here wait for them, or the
 * stream would say that nothing was done in between.
 */
export function streamItems(
  history: readonly HistoryItem[],
  actions: readonly AlertAction[],
  moreActions: boolean,
): StreamItem[] {
  const oldest = moreActions ? (actions.at(-1)?.at ?? "") : "";
  const events = history
    .filter(({ of, at }) => of === "event" && at >= oldest)
    .map(({ at, kind }, index): StreamItem => ({ of: "event", key: `event-${at}-${kind}-${index}`, at, kind }));
  const done = actions.map((action): StreamItem => {
    return { of: "action", key: `action-${action.seq}`, at: action.at, action };
  });
  return [...done, ...events].sort((a, b) => b.at.localeCompare(a.at));
}

/** What others did since `seen`, the oldest first. */
export function actionsOfOthers(actions: readonly AlertAction[], seen: number, person: string): AlertAction[] {
  return actions.filter(({ seq, by }) => seq > seen && by.id !== `user:${person}`).reverse();
}
